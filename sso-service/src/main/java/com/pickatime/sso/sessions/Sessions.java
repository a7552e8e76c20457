package com.pickatime.sso.sessions;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.sso.saml.NameId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Who is signed in, and how that begins and ends.
 *
 * <p>A session that was ended gives no new access token; one that was given before lives on for its five minutes.
 */
@Component
public final class Sessions {

    private final SessionStore store;
    private final SessionSettings settings;
    private final Clock clock;

    Sessions(SessionStore store, SessionSettings settings, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Starts a session and gives the browser its cookie. A session that the browser had is ended, and its cookie's value is
     * never taken over, so nobody gains by planting one before (session fixation).
     */
    public Mono<Session> open(ServerWebExchange exchange, SignedInPerson who) {
        // as exact as the store keeps it
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return SessionSecret.next().flatMap(secret -> {
            var session = new Session(secret.id(), who, now, end(who, now, now));
            return store.add(session)
                    .then(endStored(exchange))
                    .then(Mono.fromRunnable(() -> SessionCookie.write(exchange, secret)))
                    .thenReturn(session);
        });
    }

    /** The same, and ends all other sessions of the person first, on whatever browser. */
    public Mono<Session> openTheOnly(ServerWebExchange exchange, SignedInPerson who) {
        return endOf(who.businessId(), who.subject()).then(open(exchange, who));
    }

    /** The session that the request's cookie names, which this use keeps alive; empty if there is none any more. */
    public Mono<Session> current(ServerWebExchange exchange) {
        var now = clock.instant();
        return Mono.justOrEmpty(SessionCookie.read(exchange))
                .flatMap(secret -> store.find(secret.id(), now))
                .flatMap(session -> keepAlive(session, now));
    }

    /** Ends the browser's session, if it has one, and takes its cookie away. */
    public Mono<Void> end(ServerWebExchange exchange) {
        return endStored(exchange).doOnSuccess(done -> SessionCookie.remove(exchange));
    }

    /**
     * Ends what an identity provider wants ended, SAML core section 3.7.3, and emits how many sessions that were.
     *
     * @param sessionIndexes empty: all sessions of that name
     */
    public Mono<Long> endSaml(BusinessId businessId, NameId nameId, Set<String> sessionIndexes) {
        return store.removeOfName(businessId, nameId, sessionIndexes);
    }

    /** Ends all sessions of a business and emits how many that were. */
    public Mono<Long> endAll(BusinessId businessId) {
        return store.removeOfBusiness(businessId);
    }

    /**
     * Ends all sessions of one person and emits how many that were.
     *
     * @param subject see {@link SignedInPerson}
     */
    public Mono<Long> endOf(BusinessId businessId, String subject) {
        return store.removeOfPerson(businessId, subject);
    }

    /** Ends the sessions of one person that began before then. */
    public Mono<Long> endOf(BusinessId businessId, String subject, Instant startedBefore) {
        return store.removeOfPerson(businessId, subject, startedBefore);
    }

    /** Ends the sessions that began before then of people who came in with one of these levels. */
    public Mono<Long> endOf(BusinessId businessId, Set<AccessLevel> levels, Instant startedBefore) {
        return store.removeOfLevels(businessId, levels, startedBefore);
    }

    /** When these people signed in last, by subject, whatever became of their sessions; of who never did there is none. */
    public Mono<Map<String, Instant>> lastSignIns(BusinessId businessId, Collection<String> subjects) {
        return store.lastSignIns(businessId, subjects);
    }

    /**
     * Sessions that one contact began before then become another's, who goes on as the same person.
     *
     * @param at in the order of moves of one contact: an older one than the last changes nothing
     */
    public Mono<Void> move(BusinessId businessId, ContactId from, ContactId to, Instant at) {
        return store.move(businessId, from.value(), to.value(), at);
    }

    /** Takes that back; what {@code to} began stays there. */
    public Mono<Void> moveBack(BusinessId businessId, ContactId from, ContactId to, Instant at) {
        return store.moveBack(businessId, from.value(), to.value(), at);
    }

    private Mono<Void> endStored(ServerWebExchange exchange) {
        return Mono.justOrEmpty(SessionCookie.read(exchange))
                .flatMap(secret -> store.remove(secret.id()))
                .then();
    }

    private Mono<Session> keepAlive(Session session, Instant now) {
        var end = end(session.who(), session.startedAt(), now);
        var gained = Duration.between(session.endsAt(), end);
        return gained.compareTo(settings.extendEvery()) < 0 ? Mono.just(session) : store.extend(session, end, now);
    }

    /** Idle for too long, too old, or over for the identity provider: whatever comes first. */
    private Instant end(SignedInPerson who, Instant startedAt, Instant lastUse) {
        var ends = Stream.of(lastUse.plus(settings.idle()), startedAt.plus(settings.longest()));
        var saml = who.saml();
        if (saml != null && saml.notOnOrAfter() != null) {
            ends = Stream.concat(ends, Stream.of(saml.notOnOrAfter()));
        }
        return ends.min(Instant::compareTo).orElseThrow().truncatedTo(ChronoUnit.MILLIS);
    }
}
