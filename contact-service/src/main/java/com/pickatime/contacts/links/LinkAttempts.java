package com.pickatime.contacts.links;

import com.pickatime.contacts.audit.AuditAction;
import com.pickatime.contacts.audit.AuditLog;
import com.pickatime.contacts.links.Budgets.Taken;
import com.pickatime.contacts.links.SecurityValues.Known;
import com.pickatime.contacts.links.Students.Entered;
import com.pickatime.contacts.reading.BirthDateHashes;
import com.pickatime.contacts.store.ContactLink;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.platform.ids.BusinessId;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Decides whether what a parent entered links them to a student.
 *
 * <p>A try that fails does the same work whatever the cause: the same reads, the same hash and the same comparison, the same
 * updates of budgets, an entry of the audit log and a support code, in this order.
 */
@Component
class LinkAttempts {

    private final Students students;
    private final SecurityValues values;
    private final BirthDateHashes hashes;
    private final Budgets budgets;
    private final Links links;
    private final SupportCodes codes;
    private final AuditLog audit;
    private final Clock clock;

    LinkAttempts(
            Students students,
            SecurityValues values,
            BirthDateHashes hashes,
            Budgets budgets,
            Links links,
            SupportCodes codes,
            AuditLog audit,
            Clock clock) {
        this.students = students;
        this.values = values;
        this.hashes = hashes;
        this.budgets = budgets;
        this.links = links;
        this.codes = codes;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A parent's try.
     *
     * @param parent as read, active
     * @param network where the try comes from; empty if that is not known
     */
    record Attempt(
            ContactView parent, LinkSettings settings, Entered entered, LocalDate birthDate, Optional<String> network) {

        BusinessId business() {
            return parent.businessId();
        }

        String actor() {
            return parent.id().value();
        }

        /** Names nobody. */
        @Override
        public String toString() {
            return "Attempt";
        }
    }

    /**
     * What came of it: one of the two.
     *
     * @param supportCode for whoever helps the parent
     */
    record Outcome(@Nullable ContactView student, @Nullable String supportCode) {}

    /** What is known before a try is taken. */
    private record Facts(NamedStudent named, Known known, byte[] hash, boolean proved) {

        @Nullable
        ContactView student() {
            return named.student();
        }
    }

    Mono<Outcome> attempt(Attempt attempt) {
        return students.find(attempt.business(), attempt.settings().idField(), attempt.entered())
                .flatMap(named -> values.of(attempt.business(), named.student())
                        .flatMap(known -> proof(attempt, named.student())
                                .map(proved -> new Facts(
                                        named, known, hashes.hash(attempt.business(), attempt.birthDate()), proved))))
                .flatMap(facts -> budgets.take(
                                attempt.business(), attempt.settings(), attempt.actor(), keys(attempt, facts))
                        .flatMap(taken -> decide(attempt, facts, taken)));
    }

    private Mono<Outcome> decide(Attempt attempt, Facts facts, Taken taken) {
        boolean same = MessageDigest.isEqual(facts.known().hash().getData(), facts.hash());
        var cause = cause(facts, taken, same);
        return budgets.end(taken, cause != null && taken.isAllowed())
                .then(cause == null ? link(attempt, facts, taken) : fail(attempt, facts.student(), cause, taken));
    }

    private static @Nullable Cause cause(Facts facts, Taken taken, boolean same) {
        if (facts.named().cause() != null) {
            return facts.named().cause();
        }
        if (!facts.known().isKnown()) {
            return Cause.NO_BIRTH_DATE;
        }
        if (!taken.isAllowed()) {
            return Cause.LOCKED;
        }
        if (!same) {
            return Cause.WRONG_VALUE;
        }
        return facts.proved() ? null : Cause.NO_SECOND_PROOF;
    }

    /** A student has a budget while there is something to guess: not without a birth date, nor for a parent who is linked. */
    private Map<Budget, String> keys(Attempt attempt, Facts facts) {
        var keys = new EnumMap<Budget, String>(Map.of(
                Budget.PARENT,
                attempt.actor(),
                Budget.VALUE,
                HexFormat.of().formatHex(facts.hash()),
                Budget.BUSINESS,
                attempt.business().value()));
        attempt.network().ifPresent(network -> keys.put(Budget.ADDRESS, network));
        var student = facts.student();
        if (student != null && facts.known().isKnown() && !Links.isLinked(attempt.parent(), student.id())) {
            keys.put(Budget.STUDENT, student.id().value());
        }
        return keys;
    }

    private Mono<Boolean> proof(Attempt attempt, @Nullable ContactView student) {
        return switch (attempt.settings().secondProof()) {
            case OFF -> Mono.just(true);
            case ROSTER_RELATIONSHIP -> Mono.just(student != null && areRelated(attempt.parent(), student));
            case ROSTER_EMAIL_OR_SSO ->
                attempt.parent().present() ? Mono.just(true) : links.hasRosterEmail(attempt.parent());
        };
    }

    private static boolean areRelated(ContactView parent, ContactView student) {
        return claims(parent, student.sourceId()) || claims(student, parent.sourceId());
    }

    private static boolean claims(ContactView one, @Nullable String other) {
        return other != null && one.texts(RosterFields.AGENTS).contains(other);
    }

    private Mono<Outcome> link(Attempt attempt, Facts facts, Taken taken) {
        var student = Objects.requireNonNull(facts.student());
        var pair = new Links.Pair(attempt.business(), attempt.parent().id(), student.id(), attempt.actor());
        return audit.add(
                        attempt.business(),
                        attempt.actor(),
                        AuditAction.LINK_MADE,
                        student.id(),
                        Map.of("parent", attempt.parent().id(), "by", ContactLink.Kind.SECURITY_VALUE))
                .then(links.attach(pair, ContactLink.Kind.SECURITY_VALUE))
                .switchIfEmpty(Mono.error(Links::noParent))
                .flatMap(linked -> linked
                        ? Mono.just(new Outcome(student, null))
                        : fail(attempt, student, Cause.NOT_ACTIVE, taken));
    }

    private Mono<Outcome> fail(Attempt attempt, @Nullable ContactView student, Cause cause, Taken taken) {
        var whom = student == null ? null : student.id();
        var locked = cause == Cause.LOCKED ? taken.exhausted() : null;
        var reason = new SupportCodes.Reason(
                clock.instant(), cause, attempt.parent().id(), whom, locked, Budgets.end(taken.day()));
        return audit.add(
                        attempt.business(),
                        attempt.actor(),
                        AuditAction.LINK_TRIED,
                        whom,
                        details(attempt, cause, locked))
                .then(codes.fresh())
                .flatMap(code -> codes.keep(attempt.business(), code, reason).thenReturn(new Outcome(null, code)));
    }

    private static Map<String, Object> details(Attempt attempt, Cause cause, @Nullable Budget locked) {
        var details =
                new TreeMap<String, Object>(Map.of("parent", attempt.parent().id(), "cause", cause));
        if (locked != null) {
            details.put("budget", locked);
        }
        return details;
    }
}
