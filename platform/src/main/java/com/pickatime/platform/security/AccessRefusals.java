package com.pickatime.platform.security;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.resource.ResourceWebHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** What somebody is told who is not let in: problem details (RFC 9457) and the challenge that goes with them (RFC 6750). */
final class AccessRefusals {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String RETRY_AFTER_SECONDS = "10";

    private final String howToGetAToken;

    /** @param issuer base address of the sso-service */
    AccessRefusals(String issuer) {
        this.howToGetAToken =
                " Send 'Authorization: Bearer <token>'. Services and operators get a token with their client"
                        + " id and secret at " + issuer
                        + "/oauth2/token (grant type client_credentials); people sign in at "
                        + issuer + ".";
    }

    /** 401; or 503 when nothing can be said about the token, because the issuer's keys cannot be had. */
    Mono<Void> unauthorized(ServerWebExchange exchange, AuthenticationException reason) {
        if (reason instanceof AuthenticationServiceException) {
            exchange.getResponse().getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            return write(
                    exchange,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    null,
                    "Tokens cannot be verified now, because the keys of their issuer cannot be fetched. Try again soon.");
        }
        return reason instanceof InvalidBearerTokenException
                ? write(
                        exchange,
                        HttpStatus.UNAUTHORIZED,
                        "Bearer error=\"invalid_token\"",
                        "The access token is not valid, or not any more." + howToGetAToken)
                : write(exchange, HttpStatus.UNAUTHORIZED, "Bearer", "This needs an access token." + howToGetAToken);
    }

    /** 403: the token is good, but not for this; or 404, where there is nothing that it could be good for. */
    Mono<Void> forbidden(ServerWebExchange exchange) {
        return leadsSomewhere(exchange).flatMap(there -> there ? closed(exchange) : nowhere(exchange));
    }

    /** A mistyped address would else send its caller looking for a scope. Errors of the look-up tell of other methods. */
    private static Mono<Boolean> leadsSomewhere(ServerWebExchange exchange) {
        var context = exchange.getApplicationContext();
        if (context == null) {
            return Mono.just(true);
        }
        return Flux.fromStream(() -> context.getBeansOfType(DispatcherHandler.class).values().stream())
                .concatMapIterable(dispatcher ->
                        Objects.requireNonNullElse(dispatcher.getHandlerMappings(), List.<HandlerMapping>of()))
                .concatMap(mapping -> mapping.getHandler(exchange))
                .any(handler -> !(handler instanceof ResourceWebHandler))
                .onErrorReturn(true);
    }

    private static Mono<Void> nowhere(ServerWebExchange exchange) {
        return write(
                exchange,
                HttpStatus.NOT_FOUND,
                null,
                "There is no such address here. The service's documentation lists those that there are.");
    }

    private static Mono<Void> closed(ServerWebExchange exchange) {
        return write(
                exchange,
                HttpStatus.FORBIDDEN,
                "Bearer error=\"insufficient_scope\"",
                "The access token is valid, but not for this: it must be of a person of this business with a"
                        + " sufficient access level, or carry the scope that this needs. The service's documentation names both.");
    }

    /** 400: an address that may mean one thing to one reader and something else to the next. */
    Mono<Void> ambiguous(ServerWebExchange exchange) {
        return write(
                exchange,
                HttpStatus.BAD_REQUEST,
                null,
                "The address or a header of the request is written in a way that is not accepted: send it in its plain form.");
    }

    private static Mono<Void> write(
            ServerWebExchange exchange, HttpStatus status, @Nullable String challenge, String detail) {
        var response = exchange.getResponse();
        response.setStatusCode(status);
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (challenge != null) {
            response.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, challenge);
        }
        return response.writeWith(Mono.fromSupplier(
                () -> response.bufferFactory().wrap(JSON.writeValueAsBytes(problem(status, detail)))));
    }

    private static LinkedHashMap<String, Object> problem(HttpStatus status, String detail) {
        var problem = new LinkedHashMap<String, Object>();
        problem.put("type", "about:blank");
        problem.put("title", status.getReasonPhrase());
        problem.put("status", status.value());
        problem.put("detail", detail);
        return problem;
    }
}
