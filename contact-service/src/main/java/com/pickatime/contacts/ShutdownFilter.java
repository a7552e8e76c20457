package com.pickatime.contacts;

import com.pickatime.platform.web.Problems;
import java.time.Duration;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Ends requests that would keep a stopping service waiting: whoever reads a source index may take as long as they like, or
 * be gone without a word.
 */
@Component
final class ShutdownFilter implements WebFilter, Ordered, ApplicationListener<ContextClosedEvent> {

    /** For requests that are nearly done. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Sinks.Empty<Void> stopping = Sinks.empty();

    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        stopping.tryEmitEmpty();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var end = stopping.asMono()
                .then(Mono.delay(GRACE))
                .then(Mono.<Void>error(() -> exchange.getResponse().isCommitted() ? cutShort(exchange) : refusal()));
        return Mono.firstWithSignal(chain.filter(exchange), end);
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    /**
     * What is on its way already is cut off with its connection: behind bytes that nobody takes, no end could be written. It
     * is no error of this service.
     */
    private static Exception cutShort(ServerWebExchange exchange) {
        if (ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse())
                instanceof HttpServerResponse response) {
            response.withConnection(connection -> connection.channel().close());
        }
        return new AbortedException("the service stops");
    }

    private static Exception refusal() {
        return Problems.of(HttpStatus.SERVICE_UNAVAILABLE, "The service stops. Ask again in a minute.");
    }
}
