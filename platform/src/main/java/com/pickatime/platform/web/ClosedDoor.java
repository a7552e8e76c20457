package com.pickatime.platform.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/** Refuses every request without the service token, except on paths that are public on purpose. */
final class ClosedDoor implements WebFilter, Ordered {

    private static final byte[] PROBLEM = """
            {"type":"about:blank","title":"Unauthorized","status":401,\
            "detail":"Send the service token: 'Authorization: Bearer <token>'. The token is what PICKATIME_SERVICE_TOKEN holds where the service runs."}""".getBytes(StandardCharsets.UTF_8);

    private final ServiceToken token;
    private final List<PathPattern> open;

    ClosedDoor(ServiceToken token, List<String> publicPaths) {
        this.token = token;
        this.open = publicPaths.stream()
                .map(String::strip)
                .filter(path -> !path.isEmpty())
                .map(PathPatternParser.defaultInstance::parse)
                .toList();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var request = exchange.getRequest();
        if (isOpen(request.getPath().pathWithinApplication())
                || token.isCarriedBy(request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION))) {
            return chain.filter(exchange);
        }
        var response = exchange.getResponse();
        response.setStatusCode(HttpStatus.UNAUTHORIZED);
        response.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(PROBLEM)));
    }

    private boolean isOpen(PathContainer path) {
        return open.stream().anyMatch(pattern -> pattern.matches(path));
    }

    /** Before anything that could answer. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 100;
    }
}
