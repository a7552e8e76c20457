package com.pickatime.contacts.quarantine;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.audit.AuditAction;
import com.pickatime.contacts.audit.AuditLog;
import com.pickatime.contacts.directory.ContactEdits;
import com.pickatime.contacts.directory.ContactEdits.Edit;
import com.pickatime.contacts.events.ContactOutbox;
import com.pickatime.contacts.ledger.HighestRevisions;
import com.pickatime.contacts.store.BusinessRange;
import com.pickatime.contacts.store.ContactKey;
import com.pickatime.contacts.store.ContactState;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.LocalFields;
import com.pickatime.contacts.store.RosterChange;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.RosterWriter;
import com.pickatime.contacts.summary.Summaries;
import com.pickatime.events.QuarantineDecided;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.platform.web.Problems;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Who waits in quarantine, and what administrators decide of them. */
@Component
class QuarantineDecisions {

    /** An import under way may have the next one. */
    private static final int ABOVE_IMPORTS = 2;

    private final MongoCollection<Document> contacts;
    private final ContactEdits edits;
    private final RosterWriter writer;
    private final HighestRevisions revisions;
    private final Summaries summaries;
    private final ContactOutbox outbox;
    private final AuditLog audit;
    private final Clock clock;

    QuarantineDecisions(
            MongoDatabase database,
            ContactEdits edits,
            RosterWriter writer,
            HighestRevisions revisions,
            Summaries summaries,
            ContactOutbox outbox,
            AuditLog audit,
            Clock clock) {
        this.contacts = database.getCollection(RosterCollection.CONTACTS.collectionName());
        this.edits = edits;
        this.writer = writer;
        this.revisions = revisions;
        this.summaries = summaries;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** Who a contact in quarantine is. */
    enum Decision {
        /** As before: the next import brings the name and the birth date over. */
        SAME_PERSON,

        /** Somebody else has the source ID now, and starts with the next import as a contact of their own. */
        ANOTHER_PERSON
    }

    /** Those of a business in the order of their ids. */
    Flux<ContactView> list(BusinessId business, @Nullable ContactId after) {
        return Flux.from(contacts.find(and(
                                after == null
                                        ? BusinessRange.of(business)
                                        : BusinessRange.after(business, after.value()),
                                Quarantine.isOn()))
                        .sort(Sorts.ascending(DocumentFields.ID)))
                .map(ContactView::new);
    }

    /**
     * Decides; emits the contact as it is then, or nothing if there is no such one. The same decision again changes nothing;
     * any other of a contact that is not in quarantine is refused with 409.
     */
    Mono<ContactView> decide(Edit edit, Decision decision) {
        return summaries.outdating(edit.businessId(), decision == Decision.SAME_PERSON ? same(edit) : another(edit));
    }

    private Mono<ContactView> same(Edit edit) {
        return edits.apply(edit, contact -> {
            if (contact.state() == ContactState.ACTIVE && samePerson(contact) != null) {
                return Mono.empty();
            }
            return undecided(contact)
                    .then(Mono.defer(() -> audited(edit, Decision.SAME_PERSON)))
                    .thenReturn(combine(
                            Quarantine.released(),
                            set(LocalFields.path(LocalFields.SAME_PERSON), contact.rosterRevision()),
                            decided(contact, null)));
        });
    }

    private Mono<ContactView> another(Edit edit) {
        return edits.startClean(
                edit, contact -> prepared(edit, contact), (contact, successor) -> removed(edit, contact, successor));
    }

    /**
     * The revision at which the source ID begins anew, once nothing of the birth date is left with it: an import that is under way
     * says nothing of the successor any more. Nothing where all that was done before.
     */
    private Mono<Long> prepared(Edit edit, ContactView contact) {
        if (contact.succeededBy() != null) {
            return Mono.empty();
        }
        return undecided(contact)
                .then(Mono.defer(() -> audited(edit, Decision.ANOTHER_PERSON)))
                .then(Mono.defer(() -> revisions.of(edit.businessId()).defaultIfEmpty(0L)))
                .map(highest -> highest + ABOVE_IMPORTS)
                .flatMap(revision -> revisions
                        .note(Map.of(edit.businessId(), revision))
                        .then(Mono.defer(() -> writer.write(List.of(withoutBirthDate(contact, revision)))))
                        .thenReturn(revision));
    }

    private static RosterChange withoutBirthDate(ContactView contact, long revision) {
        return new RosterChange(
                RosterCollection.SECURITY_VALUES,
                contact.businessId(),
                Objects.requireNonNull(contact.sourceId()),
                revision,
                ImportId.forReason(ContactKey.of(contact.businessId(), contact.id()) + "/quarantine/" + revision),
                null);
    }

    /** Its links, level and password stay with it. */
    private Bson removed(Edit edit, ContactView contact, ContactId successor) {
        return combine(
                set(DocumentFields.STATE, ContactState.REMOVED.name()),
                set(LocalFields.path(LocalFields.STATE_BY), edit.actor()),
                set(LocalFields.path(LocalFields.STATE_AT), Date.from(clock.instant())),
                set(LocalFields.path(LocalFields.STATE_REASON), "The source ID was given to another person."),
                set(LocalFields.path(LocalFields.SUCCEEDED_BY), successor.value()),
                unset(LocalFields.path(LocalFields.QUARANTINED_AT)),
                decided(contact, successor));
    }

    private Bson decided(ContactView contact, @Nullable ContactId successor) {
        return outbox.note(
                ContactKey.of(contact.businessId(), contact.id()) + "/quarantine/"
                        + contact.document().get(DocumentFields.QUARANTINE_REVISION) + "/decided",
                contact.businessId(),
                new QuarantineDecided(contact.id().value(), successor == null ? null : successor.value()));
    }

    private Mono<Void> audited(Edit edit, Decision decision) {
        return audit.add(
                edit.businessId(),
                edit.actor(),
                AuditAction.QUARANTINE_DECIDED,
                edit.contact(),
                Map.of("decision", decision));
    }

    private static Mono<Void> undecided(ContactView contact) {
        return contact.state() == ContactState.QUARANTINED ? Mono.empty() : Mono.error(notInQuarantine(contact));
    }

    private static ErrorResponseException notInQuarantine(ContactView contact) {
        return Problems.conflict(
                "The contact is " + contact.state() + " and not in quarantine: it was decided already, or the"
                        + " roster went back to the same person. GET the quarantine to see who waits.");
    }

    private static @Nullable Object samePerson(ContactView contact) {
        return contact.local().get(LocalFields.SAME_PERSON);
    }
}
