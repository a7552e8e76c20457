package com.pickatime.platform.access;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/**
 * Lets a service call others: adds its own access token to each request of the {@code WebClient} that it filters.
 *
 * <p>The token is got with client credentials (RFC 6749, section 4.4), once for all callers, and again before it ends, or
 * when another service did not take it. Set as a filter only on clients that call our own services.
 */
public final class ServiceTokens implements ExchangeFilterFunction {

    /** A token is used no longer than this before its end, so that it does not end on the way. */
    private static final Duration RESERVE = Duration.ofSeconds(45);

    private final Mono<Token> token;
    private final AtomicReference<@Nullable String> refused = new AtomicReference<>();

    private record Token(String value, Instant renewAt) {}

    /** A client's id and secret; {@link #NONE} where a service has none. */
    public record Credentials(String id, String secret) {

        static final Credentials NONE = new Credentials("", "");

        /** Takes null or blank for absent. */
        public static Credentials of(@Nullable String id, @Nullable String secret) {
            return id == null || id.isBlank() || secret == null || secret.isBlank()
                    ? NONE
                    : new Credentials(id, secret);
        }

        @Override
        public String toString() {
            return "Credentials(" + id + ")";
        }
    }

    /**
     * Gets no token before the first request needs one.
     *
     * @param web for the token endpoint; limits how long and how much of an answer is read
     */
    public ServiceTokens(WebClient web, URI tokenEndpoint, Credentials credentials, Clock clock) {
        this.token = Mono.defer(() -> request(web, tokenEndpoint, credentials, clock))
                .cacheInvalidateIf(known -> !clock.instant().isBefore(known.renewAt())
                        || known.value().equals(refused.get()));
    }

    @Override
    public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
        return token.flatMap(known -> next.exchange(ClientRequest.from(request)
                        .headers(headers -> headers.setBearerAuth(known.value()))
                        .build())
                .doOnNext(response -> {
                    if (response.statusCode().isSameCodeAs(HttpStatus.UNAUTHORIZED)) {
                        refused.set(known.value());
                    }
                }));
    }

    private static Mono<Token> request(WebClient web, URI endpoint, Credentials credentials, Clock clock) {
        if (credentials.equals(Credentials.NONE)) {
            return Mono.error(
                    new IllegalStateException(
                            "this service has no client to get tokens with: set PICKATIME_CLIENT_ID and PICKATIME_CLIENT_SECRET"));
        }
        var askedAt = clock.instant();
        return web.post()
                .uri(endpoint)
                .headers(headers -> headers.setBasicAuth(encoded(credentials.id()), encoded(credentials.secret())))
                .body(BodyInserters.fromFormData("grant_type", "client_credentials"))
                .retrieve()
                .bodyToMono(new ParameterizedTypeReference<Map<String, Object>>() {})
                .map(answer -> read(answer, askedAt));
    }

    /** RFC 6749, section 2.3.1: both are form-encoded before they become user name and password. */
    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static Token read(Map<String, Object> answer, Instant askedAt) {
        if (answer.get("access_token") instanceof String value
                && answer.get("token_type") instanceof String type
                && type.equalsIgnoreCase("Bearer")
                && answer.get("expires_in") instanceof Number seconds) {
            return new Token(value, askedAt.plus(usable(Duration.ofSeconds(seconds.longValue()))));
        }
        throw new IllegalStateException("the token endpoint answered with something else than a bearer token");
    }

    private static Duration usable(Duration lifetime) {
        var reserve = lifetime.dividedBy(2).compareTo(RESERVE) < 0 ? lifetime.dividedBy(2) : RESERVE;
        return lifetime.minus(reserve);
    }
}
