package com.pickatime.platform.pages;

import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** A form without its token: mostly a page that was open for too long, or a browser that refuses cookies. */
final class CsrfDeniedHandler implements ServerAccessDeniedHandler {

    private static final byte[] PROBLEM =
            ("{\"type\":\"about:blank\",\"title\":\"Forbidden\",\"status\":403,\"detail\":"
                            + "\"The form came without its token: the page was open too long, or cookies are switched off."
                            + " Load the page again and send it once more.\"}")
                    .getBytes(StandardCharsets.UTF_8);

    /** The page for 403 says what to do; whoever did not ask for a page gets problem+json (RFC 9457). */
    @Override
    public Mono<Void> handle(ServerWebExchange exchange, AccessDeniedException denied) {
        return BrowserRequests.wantPage(exchange)
                ? Mono.error(() -> new ResponseStatusException(HttpStatus.FORBIDDEN))
                : problem(exchange);
    }

    private static Mono<Void> problem(ServerWebExchange exchange) {
        var response = exchange.getResponse();
        response.setStatusCode(HttpStatus.FORBIDDEN);
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(PROBLEM)));
    }
}
