package com.pickatime.web.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.web.WebSettings;
import com.pickatime.web.services.Refusal;
import com.pickatime.web.services.Service;
import com.pickatime.web.services.Services;
import com.pickatime.web.services.SignedIn;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Finds out who looks at a page, by exchanging the session's cookie for a token.
 *
 * <p>An answer is kept for some seconds, because a page and its parts are asked for together; never as long as the token
 * lives, so that a session that was ended elsewhere ends here too.
 */
@Component
public class Visitors {

    /** The cookie of the sign-in pages, which are on the same address. */
    public static final String COOKIE = "__Host-pickatime-session";

    private static final Duration KEPT = Duration.ofSeconds(15);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int MOST_KEPT = 10_000;
    /** A page must have the time to use its token. */
    private static final Duration LEAST_LEFT = Duration.ofSeconds(45);

    private final WebClient sso;
    private final Clock clock;
    private final Cache<String, SignedIn> known =
            Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(MOST_KEPT).build();

    Visitors(WebClient.Builder builder, WebSettings settings, Clock clock) {
        this.sso = builder.clone()
                .baseUrl(settings.address(Service.SSO).toString())
                .build();
        this.clock = clock;
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Token(String accessToken, long expiresIn) {}

    record Who(BusinessId businessId, String subject, String displayName, AccessLevel accessLevel) {}

    /**
     * Who sent a request; empty for somebody who is not signed in.
     *
     * @return fails with a {@link ResponseStatusException} of 503 while nobody can tell
     */
    public Mono<SignedIn> of(ServerWebExchange exchange) {
        var address = address(exchange);
        return Mono.justOrEmpty(cookie(exchange)).flatMap(session -> {
            var key = hash(session);
            var before = known.getIfPresent(key);
            return before != null && before.until().isAfter(clock.instant().plus(LEAST_LEFT))
                    ? Mono.just(before.from(address))
                    : ask(session).doOnNext(who -> known.put(key, who)).map(who -> who.from(address));
        });
    }

    /** The session of a request is about to change. */
    public void forget(ServerWebExchange exchange) {
        cookie(exchange).ifPresent(session -> known.invalidate(hash(session)));
    }

    /** Where a request comes from, as the services' limits want to know it. */
    public static Optional<String> address(ServerWebExchange exchange) {
        return Optional.ofNullable(exchange.getRequest().getRemoteAddress())
                .map(InetSocketAddress::getAddress)
                .map(InetAddress::getHostAddress);
    }

    private Mono<SignedIn> ask(String session) {
        var token = sso.post()
                .uri("/session/token")
                .header(HttpHeaders.COOKIE, COOKIE + "=" + session)
                .header("X-Requested-With", "pickatime")
                .exchangeToMono(response -> Services.answer(response, Token.class));
        var who = sso.get()
                .uri("/session")
                .header(HttpHeaders.COOKIE, COOKIE + "=" + session)
                .exchangeToMono(response -> Services.answer(response, Who.class));
        return Mono.zip(token, who, (opens, person) -> signedIn(opens, person, clock.instant()))
                .timeout(LIMIT)
                .onErrorResume(
                        failure -> failure instanceof Refusal refusal && refusal.status() == HttpStatus.UNAUTHORIZED,
                        nobody -> Mono.empty())
                .onErrorMap(failure -> new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, null, failure));
    }

    private static SignedIn signedIn(Token token, Who who, Instant now) {
        return new SignedIn(
                who.businessId(),
                who.subject(),
                who.displayName(),
                who.accessLevel(),
                token.accessToken(),
                now.plusSeconds(token.expiresIn()),
                Optional.empty());
    }

    private static Optional<String> cookie(ServerWebExchange exchange) {
        return Optional.ofNullable(exchange.getRequest().getCookies().getFirst(COOKIE))
                .map(HttpCookie::getValue)
                .filter(value -> value.matches("[A-Za-z0-9_-]{1,200}"));
    }

    /** Whoever could read our memory must not find sessions there. */
    private static String hash(String session) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(session.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
