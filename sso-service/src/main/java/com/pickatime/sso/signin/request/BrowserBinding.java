package com.pickatime.sso.signin.request;

import com.pickatime.sso.secrets.RandomSecrets;
import com.pickatime.sso.signin.store.LoginRequests;
import com.pickatime.sso.signin.store.PendingSignIns;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * A secret in a cookie by which a browser is known again.
 *
 * <p>SameSite=Lax keeps it from the identity provider's cross-site POST and lets it come with the redirect after that. The
 * prefix makes browsers refuse one that was not set by this very host over a secure connection (RFC 6265bis, section
 * 4.1.3.2).
 */
public final class BrowserBinding {

    static final String ASKED = "__Host-pickatime-login";

    /** Of a browser that brought a response unasked; a cookie of its own, so that it disturbs no request under way. */
    static final String ARRIVED = "__Host-pickatime-arrival";

    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");

    private BrowserBinding() {}

    /** Binds a request; one that the browser has already is kept, so that its tabs do not disturb each other. */
    public static Mono<String> ofRequest(ServerWebExchange exchange) {
        return Mono.justOrEmpty(secrets(exchange, ASKED).findFirst())
                .switchIfEmpty(RandomSecrets.next())
                .map(secret -> set(exchange, ASKED, secret, LoginRequests.PATIENCE));
    }

    /** Binds what a browser brought unasked: whoever posted it gets the answer, and nobody else. */
    public static Mono<String> ofArrival(ServerWebExchange exchange) {
        return RandomSecrets.next().map(secret -> set(exchange, ARRIVED, secret, PendingSignIns.PATIENCE));
    }

    /** Hashes of all secrets that the browser shows. */
    public static Set<String> shown(ServerWebExchange exchange) {
        return Stream.concat(secrets(exchange, ASKED), secrets(exchange, ARRIVED))
                .map(RandomSecrets::hash)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> secrets(ServerWebExchange exchange, String name) {
        return exchange.getRequest().getCookies().getOrDefault(name, List.of()).stream()
                .map(HttpCookie::getValue)
                .filter(value -> SECRET.matcher(value).matches());
    }

    private static String set(ServerWebExchange exchange, String name, String secret, Duration age) {
        exchange.getResponse()
                .addCookie(ResponseCookie.from(name, secret)
                        .path("/")
                        .secure(true)
                        .httpOnly(true)
                        .sameSite("Lax")
                        .maxAge(age)
                        .build());
        return RandomSecrets.hash(secret);
    }
}
