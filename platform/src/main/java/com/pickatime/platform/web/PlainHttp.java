package com.pickatime.platform.web;

import io.netty.channel.ChannelException;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.TimeoutException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.server.HttpServerRequest;
import tools.jackson.databind.json.JsonMapper;

/**
 * Deals with what is no whole request before anybody else sees it: one without a host (RFC 9112, 3.2), and one that breaks
 * off or stops half way, which is nobody's fault here and one line in the log.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PlainHttp implements WebFilter {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Logger log = LoggerFactory.getLogger(PlainHttp.class);

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var request = exchange.getRequest();
        if (isHttp11(request)
                && request.getHeaders().getOrEmpty(HttpHeaders.HOST).size() != 1) {
            return refuse(exchange, HttpStatus.BAD_REQUEST, "The request needs one Host header.");
        }
        return chain.filter(exchange)
                .onErrorResume(PlainHttp::stopped, late -> {
                    log.info("a request stopped half way and was given up: {}", what(exchange));
                    return refuse(exchange, HttpStatus.REQUEST_TIMEOUT, "The request did not come to its end in time.");
                })
                .onErrorResume(PlainHttp::brokeOff, gone -> {
                    log.info("the client broke off: {}", what(exchange));
                    return Mono.empty();
                });
    }

    private static boolean stopped(Throwable failure) {
        return failure instanceof TimeoutException || failure instanceof ChannelException;
    }

    /** Only as it is: inside another failure it is about a connection of ours to somebody else. */
    private static boolean brokeOff(Throwable failure) {
        return failure instanceof AbortedException || failure instanceof IOException;
    }

    private static boolean isHttp11(ServerHttpRequest request) {
        return request instanceof AbstractServerHttpRequest plain
                && plain.getNativeRequest() instanceof HttpServerRequest netty
                && netty.version().equals(HttpVersion.HTTP_1_1);
    }

    private static Mono<Void> refuse(ServerWebExchange exchange, HttpStatus status, String detail) {
        var response = exchange.getResponse();
        if (response.isCommitted()) {
            return Mono.empty();
        }
        response.setStatusCode(status);
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        response.getHeaders().set(HttpHeaders.CONNECTION, "close");
        return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory()
                .wrap(JSON.writeValueAsBytes(Problems.of(status, detail).getBody()))));
    }

    /** The pattern instead of the address, which may name a person. */
    private static String what(ServerWebExchange exchange) {
        var pattern = exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return exchange.getRequest().getMethod() + " " + (pattern == null ? "(no endpoint)" : pattern);
    }
}
