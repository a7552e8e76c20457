package com.pickatime.sso.sessions;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.web.Problems;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Tells a browser who is signed in, and ends the sessions of those whose access is withdrawn. */
@RestController
class SessionController {

    private static final Logger log = LoggerFactory.getLogger(SessionController.class);

    private final Sessions sessions;

    SessionController(Sessions sessions) {
        this.sessions = sessions;
    }

    /** The answer to "who am I". */
    record Answer(
            BusinessId businessId,
            String subject,
            String displayName,
            AccessLevel accessLevel,
            SignInMethod method,
            Instant startedAt,
            Instant endsAt) {

        static Answer of(Session session) {
            var who = session.who();
            return new Answer(
                    who.businessId(),
                    who.subject(),
                    who.displayName(),
                    who.level(),
                    who.method(),
                    session.startedAt(),
                    session.endsAt());
        }
    }

    record Ended(long ended) {}

    @GetMapping("/session")
    Mono<Answer> who(ServerWebExchange exchange) {
        return sessions.current(exchange)
                .map(Answer::of)
                .switchIfEmpty(
                        Mono.error(
                                () -> Problems.of(
                                        HttpStatus.UNAUTHORIZED,
                                        "nobody is signed in here, or the session is over; sign in at /sign-in/ and the business's ID")));
    }

    @DeleteMapping("/businesses/{businessId}/sessions")
    Mono<Ended> endAll(@PathVariable BusinessId businessId) {
        return sessions.endAll(businessId)
                .doOnNext(ended -> log.info("business={} sessions ended: {}", businessId, ended))
                .map(Ended::new);
    }

    @DeleteMapping("/businesses/{businessId}/sessions/{subject}")
    Mono<Ended> endOf(@PathVariable BusinessId businessId, @PathVariable String subject) {
        return sessions.endOf(businessId, subject)
                .doOnNext(ended -> log.info("business={} sessions of one person ended: {}", businessId, ended))
                .map(Ended::new);
    }
}
