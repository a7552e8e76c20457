package com.pickatime.web.session;

import com.pickatime.web.WebSettings;
import com.pickatime.web.services.Service;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/**
 * Passes the sign-in pages' requests on to sso-service, and its answers back, as a reverse proxy in front of both would.
 *
 * <p>Pages, forms and SAML messages are small, so that an answer is held in memory whole.
 */
@Configuration(proxyBeanMethods = false)
class SignInPages {

    /** What is sso-service's own on the common address. */
    static final String[] PATHS = {
        "/sign-in/**", "/sign-out", "/invitations/**", "/password-links/**", "/saml/**", "/session/**"
    };

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Of one connection and not of the message (RFC 9110, section 7.6.1), or set anew for the next one. */
    private static final Set<String> NOT_PASSED_ON = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "forwarded",
            "x-forwarded-for");

    private final WebClient web;
    private final URI sso;
    private final Visitors visitors;

    SignInPages(WebClient.Builder builder, WebSettings settings, Visitors visitors) {
        this.web = builder.clone().build();
        this.sso = settings.address(Service.SSO);
        this.visitors = visitors;
    }

    @Bean
    RouterFunction<ServerResponse> signInRoutes() {
        var paths = Arrays.stream(PATHS)
                .map(RequestPredicates::path)
                .reduce(RequestPredicate::or)
                .orElseThrow();
        return RouterFunctions.route(paths, this::passOn);
    }

    private Mono<ServerResponse> passOn(ServerRequest request) {
        visitors.forget(request.exchange());
        return web.method(request.method())
                .uri(address(request.uri()))
                .headers(headers -> passOn(request, headers))
                .body(BodyInserters.fromDataBuffers(request.body(BodyExtractors.toDataBuffers())))
                .exchangeToMono(SignInPages::passBack)
                .timeout(LIMIT)
                .onErrorMap(failure -> new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, null, failure));
    }

    private URI address(URI asked) {
        var query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
        return URI.create(sso.getScheme() + "://" + sso.getRawAuthority() + asked.getRawPath() + query);
    }

    private static void passOn(ServerRequest request, HttpHeaders headers) {
        copy(request.headers().asHttpHeaders(), headers);
        request.headers().contentLength().ifPresent(headers::setContentLength);
        Visitors.address(request.exchange()).ifPresent(address -> headers.set("X-Forwarded-For", address));
    }

    private static Mono<ServerResponse> passBack(ClientResponse response) {
        return response.bodyToMono(byte[].class)
                .defaultIfEmpty(new byte[0])
                .flatMap(body -> ServerResponse.status(response.statusCode())
                        .headers(headers -> copy(response.headers().asHttpHeaders(), headers))
                        .body(BodyInserters.fromValue(body)));
    }

    private static void copy(HttpHeaders from, HttpHeaders to) {
        from.forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                to.addAll(name, values);
            }
        });
    }
}
