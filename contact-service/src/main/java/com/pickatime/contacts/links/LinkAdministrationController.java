package com.pickatime.contacts.links;

import com.pickatime.contacts.audit.AuditAction;
import com.pickatime.contacts.audit.AuditLog;
import com.pickatime.contacts.directory.RosterOrigins;
import com.pickatime.contacts.links.SupportCodes.Reason;
import com.pickatime.contacts.store.ContactLink;
import com.pickatime.platform.access.Caller;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.web.Problems;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Lets administrators help parents: attach and detach, read a support code, look a security value up. */
@RestController
@RequestMapping("/businesses/{businessId:[^:]+}")
class LinkAdministrationController {

    private static final int LONGEST_REASON = 500;

    private final Links links;
    private final LinkPolicies policies;
    private final Budgets budgets;
    private final SupportCodes codes;
    private final SecurityValues values;
    private final RosterOrigins origins;
    private final AuditLog audit;
    private final Clock clock;

    LinkAdministrationController(
            Links links,
            LinkPolicies policies,
            Budgets budgets,
            SupportCodes codes,
            SecurityValues values,
            RosterOrigins origins,
            AuditLog audit,
            Clock clock) {
        this.links = links;
        this.policies = policies;
        this.budgets = budgets;
        this.codes = codes;
        this.values = values;
        this.origins = origins;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What stands behind a support code.
     *
     * @param student null if the parent meant nobody in particular
     * @param triesLeft of the student today; null unless the value was wrong
     * @param budget which budget was used up; null unless locked
     * @param lockedUntil null unless locked, and still so
     */
    record Resolved(
            String code,
            Instant at,
            Cause cause,
            String means,
            String cure,
            ContactId parent,
            @Nullable ContactId student,
            @Nullable Integer triesLeft,
            @Nullable String budget,
            @Nullable Instant lockedUntil) {}

    /** Why somebody looks a security value up. */
    @Schema(example = """
                    {"reason": "The parent called and could not read the letter."}""")
    record Reveal(@Nullable String reason) {}

    /** Of a contact, as ISO 8601 has it. */
    record SecurityValue(String birthDate) {

        /** Says nothing. */
        @Override
        public String toString() {
            return "SecurityValue";
        }
    }

    @PutMapping("/contacts/{contactId}/links/{studentId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> attach(
            @PathVariable BusinessId businessId,
            @PathVariable ContactId contactId,
            @PathVariable ContactId studentId,
            @AuthenticationPrincipal Caller caller) {
        return audit.add(
                        businessId,
                        caller.subject(),
                        AuditAction.LINK_MADE,
                        studentId,
                        Map.of("parent", contactId, "by", ContactLink.Kind.ADMINISTRATOR))
                .then(links.attach(
                        new Links.Pair(businessId, contactId, studentId, caller.subject()),
                        ContactLink.Kind.ADMINISTRATOR))
                .switchIfEmpty(Mono.error(LinkAdministrationController::unknown))
                .filter(linked -> linked)
                .switchIfEmpty(Mono.error(
                        () -> Problems.notFound("No active student of this business has this id. A contact's id is in"
                                + " the list of contacts; by source ID contacts?sourceId= finds it.")))
                .then();
    }

    @DeleteMapping("/contacts/{contactId}/links/{studentId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> detach(
            @PathVariable BusinessId businessId,
            @PathVariable ContactId contactId,
            @PathVariable ContactId studentId,
            @AuthenticationPrincipal Caller caller) {
        return links.any(businessId, contactId)
                .switchIfEmpty(Mono.error(LinkAdministrationController::unknown))
                .filter(parent -> Links.isLinked(parent, studentId))
                .switchIfEmpty(Mono.error(LinksController::notLinked))
                .flatMap(parent -> audit.add(
                                businessId,
                                caller.subject(),
                                AuditAction.LINK_REMOVED,
                                studentId,
                                Map.of("parent", contactId))
                        .then(links.detach(new Links.Pair(businessId, contactId, studentId, caller.subject()))))
                .then();
    }

    @GetMapping("/support-codes/{code}")
    Mono<Resolved> resolve(
            @PathVariable BusinessId businessId, @PathVariable String code, @AuthenticationPrincipal Caller caller) {
        return codes.find(businessId, code)
                .switchIfEmpty(
                        Mono.error(() -> Problems.notFound("No support code of this business is this one. Compare it"
                                + " with what the parent sees; codes end after " + SupportCodes.KEPT.toDays()
                                + " days.")))
                .delayUntil(reason -> audit.add(
                        businessId,
                        caller.subject(),
                        AuditAction.SUPPORT_CODE_RESOLVED,
                        reason.student(),
                        Map.of("parent", reason.parent(), "cause", reason.cause())))
                .flatMap(reason -> resolved(businessId, code, reason));
    }

    private Mono<Resolved> resolved(BusinessId business, String code, Reason reason) {
        var student = reason.student();
        var left = reason.cause() == Cause.WRONG_VALUE && student != null
                ? policies.of(business)
                        .flatMap(settings -> budgets.left(business, settings, Budget.STUDENT, student.value()))
                        .map(Optional::of)
                : Mono.just(Optional.<Integer>empty());
        return left.zipWith(
                origins.of(business),
                (tries, origin) -> new Resolved(
                        code,
                        reason.at(),
                        reason.cause(),
                        reason.cause().means(),
                        reason.cause().cure(origin),
                        reason.parent(),
                        student,
                        tries.orElse(null),
                        reason.exhausted() == null ? null : reason.exhausted().field(),
                        reason.exhausted() == null || !reason.ends().isAfter(clock.instant()) ? null : reason.ends()));
    }

    /** Tells a birth date to whoever says what for; it is in the audit log before it is told, and in no cache after. */
    @PostMapping("/contacts/{contactId}/security-value")
    Mono<ResponseEntity<SecurityValue>> reveal(
            @PathVariable BusinessId businessId,
            @PathVariable ContactId contactId,
            @RequestBody Reveal reveal,
            @AuthenticationPrincipal Caller caller) {
        var reason = reveal.reason() == null ? "" : reveal.reason().strip();
        if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
            return Mono.error(Problems.invalid(
                    "reason", "must say what the birth date is for, in at most " + LONGEST_REASON + " characters"));
        }
        return links.any(businessId, contactId)
                .switchIfEmpty(Mono.error(LinkAdministrationController::unknown))
                .delayUntil(contact -> audit.add(
                        businessId,
                        caller.subject(),
                        AuditAction.SECURITY_VALUE_REVEALED,
                        contactId,
                        Map.of("reason", reason)))
                .flatMap(values::reveal)
                .map(date ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new SecurityValue(date)))
                .switchIfEmpty(origins.of(businessId)
                        .flatMap(origin -> Mono.error(Problems.notFound(
                                "No birth date of this contact is known. " + Cause.NO_BIRTH_DATE.cure(origin)))));
    }

    private static ErrorResponseException unknown() {
        return Problems.notFound(
                "No contact of this business has this id. A contact's id is in the list of contacts; by"
                        + " source ID contacts?sourceId= finds it.");
    }
}
