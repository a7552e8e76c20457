package com.pickatime.sso.sessions;

import java.time.Duration;
import java.util.Optional;
import org.springframework.http.ResponseCookie;
import org.springframework.web.server.ServerWebExchange;

/**
 * The cookie by which a browser shows its session.
 *
 * <p>The prefix makes browsers refuse one that is not Secure, not for this host alone, or not for all paths (RFC 6265bis
 * section 4.1.3.2), so no other host of the domain can plant one. Without an age, it goes when the browser is closed: school
 * computers are shared.
 */
final class SessionCookie {

    static final String NAME = "__Host-pickatime-session";

    private SessionCookie() {}

    static Optional<SessionSecret> read(ServerWebExchange exchange) {
        return Optional.ofNullable(exchange.getRequest().getCookies().getFirst(NAME))
                .map(cookie -> new SessionSecret(cookie.getValue()));
    }

    static void write(ServerWebExchange exchange, SessionSecret secret) {
        exchange.getResponse().addCookie(cookie(secret.value()).build());
    }

    static void remove(ServerWebExchange exchange) {
        exchange.getResponse().addCookie(cookie("").maxAge(Duration.ZERO).build());
    }

    private static ResponseCookie.ResponseCookieBuilder cookie(String value) {
        return ResponseCookie.from(NAME, value)
                .secure(true)
                .httpOnly(true)
                .sameSite("Lax")
                .path("/");
    }
}
