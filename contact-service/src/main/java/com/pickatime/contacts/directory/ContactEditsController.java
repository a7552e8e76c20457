package com.pickatime.contacts.directory;

import com.mongodb.client.model.Updates;
import com.pickatime.contacts.audit.AuditAction;
import com.pickatime.contacts.audit.AuditLog;
import com.pickatime.contacts.directory.ContactEdits.Edit;
import com.pickatime.contacts.directory.ContactsController.ContactDetails;
import com.pickatime.contacts.store.ContactState;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.LocalFields;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.contacts.summary.Summaries;
import com.pickatime.platform.access.Caller;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.web.Problems;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.util.Date;
import java.util.Map;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What administrators decide of a contact; each answer is the contact as it is then. */
@RestController
@RequestMapping("/businesses/{businessId:[^:]+}/contacts/{contactId}")
class ContactEditsController {

    private static final int LONGEST_REASON = 500;

    /** RFC 5321 section 4.5.3.1: 64 for the local part, 255 for the domain, and the sign between; more than any name has. */
    private static final int LONGEST_VALUE = 320;

    private final ContactEdits edits;
    private final ContactsController answers;
    private final Summaries summaries;
    private final AuditLog audit;
    private final Clock clock;

    ContactEditsController(
            ContactEdits edits, ContactsController answers, Summaries summaries, AuditLog audit, Clock clock) {
        this.summaries = summaries;
        this.audit = audit;
        this.edits = edits;
        this.answers = answers;
        this.clock = clock;
    }

    /** Removes a contact here, whatever its source says now and later. */
    @DeleteMapping
    Mono<ResponseEntity<ContactDetails>> remove(
            @PathVariable BusinessId businessId,
            @PathVariable ContactId contactId,
            @RequestParam(defaultValue = "") String reason,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Caller caller) {
        if (reason.length() > LONGEST_REASON) {
            return Mono.error(Problems.invalid("reason", "must not have more than " + LONGEST_REASON + " characters"));
        }
        var edit = new Edit(businessId, contactId, caller.subject(), ifMatch);
        edit.requireAnotherThanTheActor("remove yourself, so that a business is never left without an administrator");
        return audited(
                edit,
                AuditAction.CONTACT_REMOVED,
                reason.isBlank() ? Map.of() : Map.of("reason", reason),
                counted(businessId, edits.apply(edit, contact -> removal(contact, edit.actor(), reason))));
    }

    private Mono<Bson> removal(ContactView contact, String actor, String reason) {
        return switch (contact.state()) {
            case ACTIVE ->
                Mono.just(Updates.combine(
                        Updates.set(DocumentFields.STATE, ContactState.REMOVED.name()),
                        Updates.set(LocalFields.path(LocalFields.STATE_BY), actor),
                        Updates.set(LocalFields.path(LocalFields.STATE_AT), Date.from(clock.instant())),
                        Updates.set(LocalFields.path(LocalFields.STATE_REASON), reason)));
            case REMOVED -> Mono.empty();
            case QUARANTINED, MERGED -> Mono.error(Problems.conflict(undecided(contact.state())));
        };
    }

    /** Takes a removal back. The contact counts again at once if its source has it. */
    @PostMapping("/restoration")
    Mono<ResponseEntity<ContactDetails>> restore(
            @PathVariable BusinessId businessId,
            @PathVariable ContactId contactId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Caller caller) {
        var edit = new Edit(businessId, contactId, caller.subject(), ifMatch);
        return audited(
                edit,
                AuditAction.CONTACT_RESTORED,
                Map.of(),
                counted(businessId, edits.apply(edit, ContactEditsController::restoration)));
    }

    private static Mono<Bson> restoration(ContactView contact) {
        return switch (contact.state()) {
            case ACTIVE -> Mono.empty();
            case REMOVED ->
                contact.succeededBy() != null
                        ? Mono.error(
                                Problems.conflict("The source ID of this contact was given to another person, who is"
                                        + " contact " + contact.succeededBy()
                                        + " now. A contact that no roster has cannot be"
                                        + " restored."))
                        : Mono.just(Updates.combine(
                                Updates.unset(DocumentFields.STATE),
                                Updates.unset(LocalFields.path(LocalFields.STATE_BY)),
                                Updates.unset(LocalFields.path(LocalFields.STATE_AT)),
                                Updates.unset(LocalFields.path(LocalFields.STATE_REASON))));
            case QUARANTINED, MERGED -> Mono.error(Problems.conflict(undecided(contact.state())));
        };
    }

    private Mono<ResponseEntity<ContactDetails>> audited(
            Edit edit, AuditAction action, Map<String, String> details, Mono<ContactView> change) {
        return audit.add(edit.businessId(), edit.actor(), action, edit.contact(), details)
                .then(answers.answer(change));
    }

    private Mono<ContactView> counted(BusinessId businessId, Mono<ContactView> edit) {
        return summaries.outdating(businessId, edit);
    }

    private static String undecided(ContactState state) {
        return state == ContactState.MERGED
                ? "The contact was merged into another one. Change that one."
                : ContactEdits.UNDECIDED;
    }

    /** The source ID was given to somebody else. Answers with the new contact. */
    @PostMapping("/new-generation")
    Mono<ResponseEntity<ContactDetails>> startGeneration(
            @PathVariable BusinessId businessId,
            @PathVariable ContactId contactId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Caller caller) {
        var edit = new Edit(businessId, contactId, caller.subject(), ifMatch);
        edit.requireAnotherThanTheActor("give your own source ID to somebody else");
        return audited(edit, AuditAction.NEW_GENERATION, Map.of(), counted(businessId, edits.startGeneration(edit)));
    }

    /** What we know better than the roster. */
    @Schema(example = """
                    {"value": "Elizabeth"}""")
    record Better(@Nullable String value) {

        /** Names nobody. */
        @Override
        public String toString() {
            return "Better";
        }
    }

    /** Puts a field of ours above the roster's, until it is taken back. */
    @PutMapping("/overrides/{field}")
    Mono<ResponseEntity<ContactDetails>> override(
            @PathVariable BusinessId businessId,
            @PathVariable ContactId contactId,
            @PathVariable String field,
            @RequestBody Better better,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Caller caller) {
        requireOverridable(field);
        var value = value(field, better);
        var edit = new Edit(businessId, contactId, caller.subject(), ifMatch);
        return audited(
                edit,
                AuditAction.FIELD_OVERRIDDEN,
                Map.of("field", field),
                edits.apply(edit, contact -> Mono.just(contact.overriding(field, value))));
    }

    /** Lets the roster say again what a field is. */
    @DeleteMapping("/overrides/{field}")
    Mono<ResponseEntity<ContactDetails>> removeOverride(
            @PathVariable BusinessId businessId,
            @PathVariable ContactId contactId,
            @PathVariable String field,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Caller caller) {
        requireOverridable(field);
        var edit = new Edit(businessId, contactId, caller.subject(), ifMatch);
        return audited(
                edit,
                AuditAction.OVERRIDE_REMOVED,
                Map.of("field", field),
                edits.apply(
                        edit,
                        contact -> contact.overrides().containsKey(field)
                                ? Mono.just(contact.overriding(field, null))
                                : Mono.empty()));
    }

    private static void requireOverridable(String field) {
        if (!RosterFields.OVERRIDABLE.contains(field)) {
            throw Problems.invalid("field", "must be one of " + String.join(", ", RosterFields.OVERRIDABLE));
        }
    }

    private static String value(String field, Better better) {
        var value = better.value() == null ? "" : better.value().strip();
        if (value.isEmpty()) {
            throw Problems.invalid("value", "must not be empty; DELETE lets the roster say it again");
        }
        if (value.length() > LONGEST_VALUE) {
            throw Problems.invalid("value", "must not have more than " + LONGEST_VALUE + " characters");
        }
        if (field.equals(RosterFields.EMAIL) && (value.indexOf('@') < 1 || value.matches(".*\\s.*"))) {
            throw Problems.invalid("value", "must be an e-mail address");
        }
        return value;
    }
}
