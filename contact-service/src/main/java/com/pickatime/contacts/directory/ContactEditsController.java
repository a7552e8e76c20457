package com.pickatime.contacts.directory;

import com.mongodb.client.model.Updates;
import com.pickatime.contacts.directory.ContactEdits.Edit;
import com.pickatime.contacts.directory.ContactsController.ContactDetails;
import com.pickatime.contacts.store.ContactState;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.Fields;
import com.pickatime.contacts.store.LocalFields;
import com.pickatime.platform.access.Caller;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.web.Problems;
import java.time.Clock;
import java.util.Date;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
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

    private final ContactEdits edits;
    private final ContactsController answers;
    private final Clock clock;

    ContactEditsController(ContactEdits edits, ContactsController answers, Clock clock) {
        this.edits = edits;
        this.answers = answers;
        this.clock = clock;
    }

    /** Removes a contact here, whatever its source says now and later. */
    @DeleteMapping
    Mono<ResponseEntity<ContactDetails>> remove(
            @PathVariable String businessId,
            @PathVariable ContactId contactId,
            @RequestParam(defaultValue = "") String reason,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Caller caller) {
        if (reason.length() > LONGEST_REASON) {
            return Mono.error(Problems.invalid("reason", "must not have more than " + LONGEST_REASON + " characters"));
        }
        var edit = new Edit(businessId, contactId, caller.subject(), ifMatch);
        edit.requireAnotherThanTheActor("remove yourself, so that a business is never left without an administrator");
        return answers.answer(edits.apply(edit, contact -> removal(contact, edit.actor(), reason)));
    }

    private Mono<Bson> removal(ContactView contact, String actor, String reason) {
        return switch (contact.state()) {
            case ACTIVE ->
                Mono.just(Updates.combine(
                        Updates.set(Fields.STATE, ContactState.REMOVED.name()),
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
            @PathVariable String businessId,
            @PathVariable ContactId contactId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Caller caller) {
        return answers.answer(edits.apply(
                new Edit(businessId, contactId, caller.subject(), ifMatch), ContactEditsController::restoration));
    }

    private static Mono<Bson> restoration(ContactView contact) {
        return switch (contact.state()) {
            case ACTIVE -> Mono.empty();
            case REMOVED ->
                Mono.just(Updates.combine(
                        Updates.unset(Fields.STATE),
                        Updates.unset(LocalFields.path(LocalFields.STATE_BY)),
                        Updates.unset(LocalFields.path(LocalFields.STATE_AT)),
                        Updates.unset(LocalFields.path(LocalFields.STATE_REASON))));
            case QUARANTINED, MERGED -> Mono.error(Problems.conflict(undecided(contact.state())));
        };
    }

    private static String undecided(ContactState state) {
        return state == ContactState.MERGED
                ? "The contact was merged into another one. Change that one."
                : "Somebody has to decide first who this contact is.";
    }

    /** The source ID was given to somebody else. Answers with the new contact. */
    @PostMapping("/new-generation")
    Mono<ResponseEntity<ContactDetails>> startGeneration(
            @PathVariable String businessId,
            @PathVariable ContactId contactId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @AuthenticationPrincipal Caller caller) {
        var edit = new Edit(businessId, contactId, caller.subject(), ifMatch);
        edit.requireAnotherThanTheActor("give your own source ID to somebody else");
        return answers.answer(edits.startGeneration(edit));
    }
}
