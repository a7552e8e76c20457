package com.pickatime.contacts.links;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.push;

import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.directory.ContactEdits;
import com.pickatime.contacts.directory.ContactEdits.Edit;
import com.pickatime.contacts.events.ContactOutbox;
import com.pickatime.contacts.store.ContactKey;
import com.pickatime.contacts.store.ContactLink;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.LocalFields;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.events.ParentLinked;
import com.pickatime.events.ParentUnlinked;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.web.Problems;
import java.time.Clock;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Makes and removes links, each one change of the parent's contact with its event in it. */
@Component
class Links {

    private final MongoCollection<Document> contacts;
    private final ContactEdits edits;
    private final ContactOutbox outbox;
    private final Clock clock;

    Links(MongoDatabase database, ContactEdits edits, ContactOutbox outbox, Clock clock) {
        this.contacts = database.getCollection(RosterCollection.CONTACTS.collectionName());
        this.edits = edits;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * A link to make or to remove.
     *
     * @param actor subject of the token of who does it
     */
    record Pair(BusinessId business, ContactId parent, ContactId student, String actor) {

        private Edit edit() {
            return new Edit(business, parent, actor, null);
        }
    }

    /** An active contact of this id; empty if there is none. */
    Mono<ContactView> active(BusinessId business, ContactId contact) {
        return Mono.from(contacts.find(
                                and(eq(DocumentFields.ID, ContactKey.of(business, contact)), ContactView.active()))
                        .first())
                .map(ContactView::new);
    }

    /** Any contact of this id, active or not; empty if there is none. */
    Mono<ContactView> any(BusinessId business, ContactId contact) {
        return Mono.from(contacts.find(and(eq(DocumentFields.ID, ContactKey.of(business, contact)), ContactView.any()))
                        .first())
                .map(ContactView::new);
    }

    /**
     * Links a parent to a student; emits false if the student is not active any more, and nothing if there is no such parent. Two
     * that are linked stay so, by whatever made them.
     *
     * <p>The student is looked at just before. One who is removed in this very moment has a link that nobody sees until the
     * student is there again.
     */
    Mono<Boolean> attach(Pair pair, ContactLink.Kind kind) {
        return edits.apply(pair.edit(), parent -> {
                    if (!isParent(parent)) {
                        return Mono.error(noParent());
                    }
                    if (isLinked(parent, pair.student())) {
                        return Mono.empty();
                    }
                    return active(pair.business(), pair.student())
                            .filter(student -> ContactView.isStudent(student.roles()))
                            .switchIfEmpty(Mono.error(StudentGoneException::new))
                            .map(student -> linking(parent, pair, kind));
                })
                .map(parent -> true)
                .onErrorReturn(StudentGoneException.class, false);
    }

    private Bson linking(ContactView parent, Pair pair, ContactLink.Kind kind) {
        return combine(
                push(
                        LocalFields.path(LocalFields.LINKS),
                        new ContactLink(pair.student(), kind, pair.actor(), clock.instant()).document()),
                outbox.note(
                        eventId(parent, "linked"),
                        pair.business(),
                        new ParentLinked(pair.parent().value(), pair.student().value(), pair.actor())));
    }

    /** Removes whatever link was made here; emits the parent as it is then, or nothing if there is no such one. */
    Mono<ContactView> detach(Pair pair) {
        return edits.apply(
                pair.edit(),
                parent -> isLinked(parent, pair.student())
                        ? Mono.just(combine(
                                ContactLink.removing(pair.student()),
                                outbox.note(
                                        eventId(parent, "unlinked"),
                                        pair.business(),
                                        new ParentUnlinked(
                                                pair.parent().value(),
                                                pair.student().value(),
                                                pair.actor()))))
                        : Mono.empty());
    }

    /** Whether the roster has a parent with the contact's e-mail address. */
    Mono<Boolean> hasRosterEmail(ContactView parent) {
        var email = parent.text(RosterFields.EMAIL);
        return email == null
                ? Mono.just(false)
                : Flux.from(contacts.find(and(
                                ContactView.mayHaveEmail(parent.businessId(), List.of(email)),
                                eq(DocumentFields.PRESENT, true),
                                ContactView.active())))
                        .map(ContactView::new)
                        .any(other ->
                                ContactView.isParent(other.roles()) && email.equals(other.text(RosterFields.EMAIL)));
    }

    static boolean isParent(ContactView contact) {
        return contact.isActive() && ContactView.isParent(contact.roles());
    }

    static boolean isLinked(ContactView parent, ContactId student) {
        return parent.links().stream().anyMatch(link -> link.student().equals(student));
    }

    static ErrorResponseException noParent() {
        return Problems.conflict(
                "This contact is no parent, or not active. Only active parents are linked to students.");
    }

    /** Of the change that makes this version of the parent the next one. */
    private static String eventId(ContactView parent, String what) {
        return "%s/%s/%d/%s".formatted(parent.businessId(), parent.id(), parent.version() + 1, what);
    }

    private static final class StudentGoneException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        StudentGoneException() {
            super("the student is not active any more", null, false, false);
        }
    }
}
