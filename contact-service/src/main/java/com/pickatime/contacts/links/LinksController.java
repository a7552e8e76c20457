package com.pickatime.contacts.links;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.pickatime.contacts.audit.AuditAction;
import com.pickatime.contacts.audit.AuditLog;
import com.pickatime.contacts.directory.Contacts;
import com.pickatime.contacts.directory.PersonNames;
import com.pickatime.contacts.directory.Relationships;
import com.pickatime.contacts.links.LinkAttempts.Attempt;
import com.pickatime.contacts.links.LinkAttempts.Outcome;
import com.pickatime.contacts.links.LinkSettings.IdField;
import com.pickatime.contacts.links.Students.Entered;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.platform.access.Caller;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.web.Problems;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Lets a signed-in parent link to children, see them and take them away. */
@RestController
@RequestMapping("/businesses/{businessId:[^:]+}/links")
class LinksController {

    /** Word for word what parents and schools know; it says the same whatever the cause. */
    static final String FAILURE = "We are unable to find your student records with the values you have supplied.";

    private static final int LONGEST_ID = 512;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_DATE = 40;

    private final Links links;
    private final LinkPolicies policies;
    private final LinkAttempts attempts;
    private final Contacts contacts;
    private final AuditLog audit;

    LinksController(Links links, LinkPolicies policies, LinkAttempts attempts, Contacts contacts, AuditLog audit) {
        this.links = links;
        this.policies = policies;
        this.attempts = attempts;
        this.contacts = contacts;
        this.audit = audit;
    }

    /** What a parent entered: an ID or a name, as the business has it, and the security value. */
    @Schema(example = """
                    {"studentId": "S-1002", "securityValue": "05/09/2014"}""")
    record Child(
            @Nullable String studentId,
            @Nullable String givenName,
            @Nullable String familyName,
            @Nullable String securityValue) {

        /** Names nobody. */
        @Override
        public String toString() {
            return "Child";
        }
    }

    record Linked(ContactId contactId, @JsonUnwrapped PersonNames names) {}

    /**
     * A parent's children.
     *
     * @param idField what to name a further one by
     * @param dateOrder in which order to write the security value
     */
    record Children(List<Relationships.Related> items, IdField idField, DateOrder dateOrder, boolean mayDetach) {}

    @PostMapping
    Mono<Linked> link(
            @PathVariable BusinessId businessId,
            @RequestBody Child child,
            @AuthenticationPrincipal Caller caller,
            ServerWebExchange exchange) {
        var network = CallerNetwork.of(exchange);
        return policies.of(businessId)
                .flatMap(
                        settings -> parent(businessId, caller).map(parent -> attempt(parent, settings, child, network)))
                .flatMap(attempts::attempt)
                .map(LinksController::linked);
    }

    @GetMapping
    Mono<Children> list(@PathVariable BusinessId businessId, @AuthenticationPrincipal Caller caller) {
        return policies.of(businessId)
                .flatMap(settings -> parent(businessId, caller)
                        .flatMap(contacts::relationships)
                        .map(related -> new Children(
                                related.children(),
                                settings.idField(),
                                settings.dateOrder(),
                                settings.parentsMayDetach())));
    }

    /** Takes a child away that was linked here; what the roster says stays. */
    @DeleteMapping("/{studentId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> detach(
            @PathVariable BusinessId businessId,
            @PathVariable ContactId studentId,
            @AuthenticationPrincipal Caller caller) {
        return policies.of(businessId)
                .filter(LinkSettings::parentsMayDetach)
                .switchIfEmpty(Mono.error(() -> Problems.of(
                        HttpStatus.FORBIDDEN, "This school takes children off the list itself. Ask it to do so.")))
                .flatMap(settings -> parent(businessId, caller))
                .filter(parent -> Links.isLinked(parent, studentId))
                .switchIfEmpty(Mono.error(LinksController::notLinked))
                .flatMap(parent -> audit.add(
                                businessId,
                                caller.subject(),
                                AuditAction.LINK_REMOVED,
                                studentId,
                                Map.of("parent", parent.id()))
                        .then(links.detach(new Links.Pair(businessId, parent.id(), studentId, caller.subject()))))
                .then();
    }

    static ErrorResponseException notLinked() {
        return Problems.notFound(
                "This student was not linked here. A relationship that the roster claims is mended in the"
                        + " roster.");
    }

    private Mono<ContactView> parent(BusinessId business, Caller caller) {
        return links.active(business, new ContactId(caller.subject()))
                .filter(Links::isParent)
                .switchIfEmpty(Mono.error(() -> Problems.of(
                        HttpStatus.FORBIDDEN,
                        "Only parents have children here. If you are one, ask your school to say so in its roster.")));
    }

    private static Linked linked(Outcome outcome) {
        if (outcome.student() == null) {
            var failure = Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, FAILURE);
            failure.getBody().setProperty("supportCode", outcome.supportCode());
            throw failure;
        }
        return new Linked(outcome.student().id(), PersonNames.of(outcome.student()));
    }

    private static Attempt attempt(ContactView parent, LinkSettings settings, Child child, Optional<String> network) {
        var errors = new TreeMap<String, String>();
        var byName = settings.idField() == IdField.NAME;
        var entered = new Entered(
                byName ? "" : text("studentId", child.studentId(), LONGEST_ID, errors),
                byName ? text("givenName", child.givenName(), LONGEST_NAME, errors) : "",
                byName ? text("familyName", child.familyName(), LONGEST_NAME, errors) : "");
        var date =
                date(settings.dateOrder(), text("securityValue", child.securityValue(), LONGEST_DATE, errors), errors);
        if (!errors.isEmpty()) {
            throw Problems.invalid(errors);
        }
        return new Attempt(parent, settings, entered, date, network);
    }

    private static String text(String field, @Nullable String value, int most, Map<String, String> errors) {
        var text = value == null ? "" : value.strip();
        if (text.isEmpty()) {
            errors.put(field, "must not be empty");
        } else if (text.length() > most) {
            errors.put(field, "must not have more than " + most + " characters");
        }
        return text;
    }

    private static LocalDate date(DateOrder order, String text, Map<String, String> errors) {
        return order.read(text).orElseGet(() -> {
            errors.putIfAbsent(
                    "securityValue",
                    DateOrder.hasShortYear(text)
                            ? "must have all four digits of the year; " + order.rule()
                            : order.rule());
            return LocalDate.EPOCH;
        });
    }
}
