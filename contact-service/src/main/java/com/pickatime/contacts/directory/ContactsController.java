package com.pickatime.contacts.directory;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.pickatime.contacts.audit.AuditAction;
import com.pickatime.contacts.audit.AuditLog;
import com.pickatime.contacts.directory.ContactIds.Shown;
import com.pickatime.contacts.directory.Contacts.Only;
import com.pickatime.contacts.store.ContactAnswer;
import com.pickatime.contacts.store.ContactState;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.ListOrder;
import com.pickatime.contacts.store.LocalFields;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.events.PersonRole;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.Caller;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.web.CsvLine;
import com.pickatime.platform.web.ListPage;
import com.pickatime.platform.web.Problems;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Contacts to look up, one by one or page by page. */
@RestController
@RequestMapping("/businesses/{businessId:[^:]+}/contacts")
class ContactsController {

    private static final int MOST_WORDS = 5;

    private final Contacts contacts;
    private final ContactIds contactIds;
    private final AuditLog audit;

    ContactsController(Contacts contacts, ContactIds contactIds, AuditLog audit) {
        this.contacts = contacts;
        this.contactIds = contactIds;
        this.audit = audit;
    }

    /**
     * One of a list.
     *
     * @param shownId by which people know the contact, as the business's connection says; null of one that has no ID
     */
    record Listed(@JsonUnwrapped Contact contact, @Nullable String shownId) {

        static Listed of(Contact contact, Shown shown) {
            return new Listed(contact, shown.of(contact.sourceId(), contact.identifier()));
        }
    }

    /**
     * One contact in full.
     *
     * @param shownId as of one of a list
     * @param hasSecurityValue whether the birth date is known; the date itself is told for a reason alone, see
     *     {@code security-value}
     * @param present whether the source has the contact
     * @param own whether people made the contact here, and no source has it
     * @param generation which contact of its source ID it is, from 1 on
     * @param accessLevel what the person may do
     * @param overridden fields that are ours and not the roster's
     * @param rosterValues what the roster says of them, by field; none where it says nothing
     * @param answers to the prompts that the business asks parents when they register, with the words they were asked with
     * @param removal who removed the contact here; null unless {@code state} is REMOVED
     * @param mergedInto the contact that goes on in the place of this one; null unless {@code state} is MERGED
     * @param adoptedFrom the contact that was merged into this one when it was adopted; null for none
     * @param lastChange the last one by a person; null for none
     */
    record ContactDetails(
            @JsonUnwrapped Contact contact,
            @Nullable String shownId,
            boolean hasSecurityValue,
            boolean present,
            boolean own,
            ContactState state,
            int generation,
            AccessLevel accessLevel,
            List<String> overridden,
            Map<String, String> rosterValues,
            List<ContactAnswer> answers,
            @Nullable Removal removal,
            @Nullable ContactId mergedInto,
            @Nullable ContactId adoptedFrom,
            @Nullable LastChange lastChange) {

        static ContactDetails of(ContactView view, Shown shown, boolean hasSecurityValue) {
            var local = view.local();
            var removedAt = local.getDate(LocalFields.STATE_AT);
            var changedAt = local.getDate(LocalFields.CHANGED_AT);
            var overridden = RosterFields.OVERRIDABLE.stream()
                    .filter(view.overrides()::containsKey)
                    .toList();
            return new ContactDetails(
                    Contact.of(view),
                    shown.of(view.sourceId(), view.text(RosterFields.IDENTIFIER)),
                    hasSecurityValue,
                    view.present(),
                    view.isOwn(),
                    view.state(),
                    view.generation(),
                    view.level(),
                    overridden,
                    overridden.stream()
                            .filter(field -> view.rosterText(given(field)) != null)
                            .collect(Collectors.toMap(
                                    field -> field, field -> Objects.requireNonNull(view.rosterText(given(field))))),
                    view.answers(),
                    removedAt == null
                            ? null
                            : new Removal(
                                    local.getString(LocalFields.STATE_BY),
                                    removedAt.toInstant(),
                                    local.get(LocalFields.STATE_REASON, "")),
                    view.mergedInto(),
                    view.adoptedFrom(),
                    changedAt == null
                            ? null
                            : new LastChange(
                                    view.version(), local.getString(LocalFields.CHANGED_BY), changedAt.toInstant()));
        }
    }

    /** The field as it was written; addresses are compared in another form. */
    private static String given(String field) {
        return field.equals(RosterFields.EMAIL) ? RosterFields.EMAIL_GIVEN : field;
    }

    /** Who removed a contact; {@code by} is the subject of their token. */
    record Removal(String by, Instant at, String reason) {}

    /** Who changed a contact last; {@code by} is the subject of their token. */
    record LastChange(int version, String by, Instant at) {}

    @GetMapping
    Mono<ListPage<Listed>> list(
            @PathVariable BusinessId businessId,
            @RequestParam(required = false) @Nullable String role,
            @RequestParam(required = false) @Nullable String only,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "50") int limit) {
        return contacts.list(businessId, search(role, only, q, sort, after), limit)
                .zipWith(contactIds.of(businessId), (page, shown) -> page.map(contact -> Listed.of(contact, shown)));
    }

    /** All of a list as a table; never a birth date. */
    @GetMapping(path = "/export", produces = "text/csv")
    Flux<String> export(
            @PathVariable BusinessId businessId,
            @RequestParam(required = false) @Nullable String role,
            @RequestParam(required = false) @Nullable String only,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String sort,
            @AuthenticationPrincipal Caller caller) {
        var search = search(role, only, q, sort, "");
        return audit.add(businessId, caller.subject(), AuditAction.CONTACTS_EXPORTED, null, Map.of("what", "contacts"))
                .thenMany(Flux.just(CsvLine.of(
                        "contactId",
                        "sourceId",
                        "identifier",
                        "roles",
                        "familyName",
                        "givenName",
                        "preferredName",
                        "email",
                        "grades",
                        "active",
                        "shownId")))
                .concatWith(contactIds
                        .of(businessId)
                        .flatMapMany(shown -> contacts.all(businessId, search).map(contact -> line(contact, shown))));
    }

    private static String line(ContactView contact, Shown shown) {
        return CsvLine.of(Stream.of(
                        contact.id().value(),
                        contact.sourceId(),
                        contact.text(RosterFields.IDENTIFIER),
                        String.join(" ", contact.roles()),
                        contact.text(RosterFields.FAMILY_NAME),
                        contact.text(RosterFields.GIVEN_NAME),
                        contact.text(RosterFields.PREFERRED_NAME),
                        contact.text(RosterFields.EMAIL_GIVEN),
                        String.join(" ", contact.texts(RosterFields.GRADES)),
                        String.valueOf(contact.isActive()),
                        shown.of(contact.sourceId(), contact.text(RosterFields.IDENTIFIER)))
                .map(cell -> Objects.requireNonNullElse(cell, ""))
                .toArray(String[]::new));
    }

    private static Contacts.Search search(
            @Nullable String role, @Nullable String only, String q, @Nullable String sort, String after) {
        var order = Problems.named("sort", ListOrder.class, sort);
        var known = Problems.named("role", PersonRole.class, role);
        return new Contacts.Search(
                known == null ? null : known.name(),
                Problems.named("only", Only.class, only),
                words(q),
                order,
                Place.read(after, order));
    }

    /** Whom a source ID stands for, active or not: one contact or none. */
    @GetMapping(params = "sourceId")
    Mono<ListPage<Contact>> withSourceId(@PathVariable BusinessId businessId, @RequestParam String sourceId) {
        return contacts.withSourceId(businessId, sourceId)
                .map(contact -> new ListPage<>(List.of(contact), null))
                .defaultIfEmpty(new ListPage<>(List.of(), null));
    }

    @GetMapping("/{contactId}")
    Mono<ResponseEntity<ContactDetails>> contact(
            @PathVariable BusinessId businessId, @PathVariable ContactId contactId) {
        return answer(contacts.find(businessId, contactId));
    }

    /** A contact in full, with its version as the entity tag. */
    Mono<ResponseEntity<ContactDetails>> answer(Mono<ContactView> contact) {
        return contact.flatMap(view -> contacts.hasSecurityValue(view)
                        .zipWith(contactIds.of(view.businessId()))
                        .map(found -> ResponseEntity.ok()
                                .eTag(view.tag())
                                .body(ContactDetails.of(view, found.getT2(), found.getT1()))))
                .switchIfEmpty(Mono.error(ContactsController::unknown));
    }

    @GetMapping("/{contactId}/relationships")
    Mono<Relationships> relationships(@PathVariable BusinessId businessId, @PathVariable ContactId contactId) {
        return contacts.find(businessId, contactId)
                .switchIfEmpty(Mono.error(ContactsController::unknown))
                .flatMap(contacts::relationships);
    }

    private static List<String> words(String q) {
        var words = q.isBlank() ? List.<String>of() : List.of(q.strip().split("\\s+"));
        if (words.size() > MOST_WORDS) {
            throw Problems.invalid("q", "must not have more than " + MOST_WORDS + " words");
        }
        return words;
    }

    private static ErrorResponseException unknown() {
        return Problems.notFound("No contact of this business has this id. A contact's id is in the list of contacts;"
                + " by source ID contacts?sourceId= finds it.");
    }
}
