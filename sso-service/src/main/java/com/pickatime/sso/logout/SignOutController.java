package com.pickatime.sso.logout;

import com.pickatime.sso.sessions.Session;
import com.pickatime.sso.sessions.Sessions;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Signs the person out who sits in front of the browser. */
@Controller
class SignOutController {

    private static final Logger log = LoggerFactory.getLogger(SignOutController.class);

    private final Sessions sessions;
    private final SpInitiatedLogout logouts;

    SignOutController(Sessions sessions, SpInitiatedLogout logouts) {
        this.sessions = sessions;
        this.logouts = logouts;
    }

    /** Ends the session here first: whatever becomes of the identity provider's part, this one is done. */
    @PostMapping("/sign-out")
    Mono<Rendering> signOut(ServerWebExchange exchange) {
        return sessions.current(exchange)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(session -> sessions.end(exchange)
                        .then(Mono.defer(() -> session.map(this::onwards)
                                .orElseGet(
                                        () -> Mono.just(LogoutPages.signedOut().page())))));
    }

    private Mono<Rendering> onwards(Session session) {
        if (session.who().saml() == null) {
            return Mono.just(LogoutPages.signedOut().page());
        }
        return logouts.address(session.who().businessId(), session.who().saml())
                .map(LogoutPages::onwards)
                .switchIfEmpty(
                        Mono.fromSupplier(() -> LogoutPages.signedOutHereOnly().page()))
                .onErrorResume(failure -> {
                    log.warn(
                            "session={} ended here only: {}",
                            session.id(),
                            failure.getClass().getSimpleName());
                    return Mono.just(LogoutPages.signedOutHereOnly().page());
                });
    }
}
