package com.pickatime.simulator.control;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Keeps everybody from the control interface who does not sit at this machine. */
@Component
class LoopbackOnly implements WebFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var request = exchange.getRequest();
        var isControl = request.getPath().pathWithinApplication().value().startsWith("/control");
        return isControl && !isLocal(request.getRemoteAddress())
                ? Mono.error(new ResponseStatusException(HttpStatus.FORBIDDEN, "control is for this machine only"))
                : chain.filter(exchange);
    }

    static boolean isLocal(@Nullable InetSocketAddress client) {
        return client != null
                && client.getAddress() != null
                && client.getAddress().isLoopbackAddress();
    }
}
