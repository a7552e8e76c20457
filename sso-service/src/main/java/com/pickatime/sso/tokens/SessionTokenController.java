package com.pickatime.sso.tokens;

import com.pickatime.platform.web.Problems;
import com.pickatime.sso.contacts.ContactsUnavailableException;
import com.pickatime.sso.sessions.Session;
import com.pickatime.sso.sessions.Sessions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Exchanges a session for an access token.
 *
 * <p>The caller must send {@code X-Requested-With: pickatime}. A page of another origin cannot, unless this service allows
 * it in an answer to a CORS preflight (Fetch standard, section 4.8), and it never does; a server that passes a cookie on can.
 * A form token would be of no use to either: it comes with a page, and neither of them has one of ours. Where a browser also
 * says what kind of site asks (Fetch metadata), it must be our own origin.
 */
@RestController
class SessionTokenController {

    private static final Logger log = LoggerFactory.getLogger(SessionTokenController.class);

    private final Sessions sessions;
    private final CurrentAccessLevels accessLevels;
    private final AccessTokenIssuer tokens;

    SessionTokenController(Sessions sessions, CurrentAccessLevels accessLevels, AccessTokenIssuer tokens) {
        this.sessions = sessions;
        this.accessLevels = accessLevels;
        this.tokens = tokens;
    }

    @PostMapping("/session/token")
    Mono<ResponseEntity<TokenResponse>> token(
            @RequestHeader(name = "X-Requested-With", required = false) @Nullable String requestedWith,
            @RequestHeader(name = "Sec-Fetch-Site", required = false) @Nullable String site,
            ServerWebExchange exchange) {
        if (!"pickatime".equals(requestedWith)) {
            throw Problems.of(HttpStatus.FORBIDDEN, "send the header X-Requested-With: pickatime with this request");
        }
        if (site != null && !"same-origin".equals(site)) {
            throw Problems.of(HttpStatus.FORBIDDEN, "only pages of this address may ask for a token");
        }
        return sessions.current(exchange)
                .switchIfEmpty(
                        Mono.error(() -> nobody("nobody is signed in here, or the session is over; sign in again")))
                .flatMap(session -> token(session, exchange))
                .map(token ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(TokenResponse.of(token)));
    }

    private Mono<AccessToken> token(Session session, ServerWebExchange exchange) {
        var who = session.who();
        return accessLevels
                .level(who)
                .onErrorMap(
                        ContactsUnavailableException.class,
                        e -> Problems.of(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                "nobody can tell now who may come in, because the contact service is away; try again"))
                .switchIfEmpty(Mono.defer(() -> turnAway(session, exchange)))
                .flatMap(level -> tokens.issue(who.businessId(), who.subject(), level));
    }

    private <T> Mono<T> turnAway(Session session, ServerWebExchange exchange) {
        log.info("business={} session={} ended: access withdrawn", session.who().businessId(), session.id());
        return sessions.end(exchange)
                .then(Mono.error(
                        () -> nobody("this person may not come in any more; ask the business's administrator")));
    }

    private static ErrorResponseException nobody(String detail) {
        return Problems.of(HttpStatus.UNAUTHORIZED, detail);
    }
}
