package com.pickatime.contacts.adoption;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.adoption.Journal.State;
import com.pickatime.contacts.events.ContactOutbox;
import com.pickatime.contacts.store.ContactKey;
import com.pickatime.contacts.store.ContactState;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.LocalFields;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.SourceIds;
import com.pickatime.contacts.summary.Summaries;
import com.pickatime.events.ContactUnadopted;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.mongo.Expiry;
import com.pickatime.platform.mongo.Lease;
import com.pickatime.platform.web.Problems;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.Objects;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes an adoption back: the source ID goes to the contact again that an import made, with the roster's latest word, and the one of our
 * own is what it was. As with an adoption the two contacts tell what is to be done next.
 */
@Component
class Unadoption {

    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final int MOST_ROUNDS = 50;

    private final MongoCollection<Document> contacts;
    private final MongoCollection<Document> journals;
    private final SourceIds sourceIds;
    private final Matches matches;
    private final Referrers referrers;
    private final ContactOutbox outbox;
    private final Summaries summaries;
    private final Clock clock;
    private final Lease lease;

    Unadoption(
            MongoDatabase database,
            SourceIds sourceIds,
            Matches matches,
            Referrers referrers,
            ContactOutbox outbox,
            Summaries summaries,
            Clock clock) {
        this.contacts = database.getCollection(RosterCollection.CONTACTS.collectionName());
        this.journals = database.getCollection(Journal.COLLECTION);
        this.sourceIds = sourceIds;
        this.matches = matches;
        this.referrers = referrers;
        this.outbox = outbox;
        this.summaries = summaries;
        this.clock = clock;
        this.lease = new Lease(
                journals, Journal.OWNER, Journal.UNTIL, UUID.randomUUID().toString(), clock);
    }

    /** Fails with 404 or 409, which says why, unless the contact's adoption can be taken back. */
    Mono<Void> require(BusinessId business, ContactId own) {
        return adoption(business, own).then();
    }

    private Mono<Journal> adoption(BusinessId business, ContactId own) {
        return contact(business, own)
                .switchIfEmpty(Mono.error(() -> Problems.notFound("No contact of this business has this id.")))
                .flatMap(view -> {
                    var from = view.adoptedFrom();
                    if (from == null) {
                        return Mono.error(Problems.conflict(
                                "This contact was not adopted, or that was taken back already, or the contact was deleted"
                                        + " since: there is nothing to take back."));
                    }
                    return Mono.from(journals.find(and(
                                            eq(Match.ID, Match.key(business, own, from)),
                                            in(Journal.STATE, State.ADOPTED.name(), State.UNADOPTING.name())))
                                    .first())
                            .filter(this::isKept)
                            .map(Journal::of)
                            .switchIfEmpty(Mono.error(
                                    () -> Problems.conflict("The adoption is older than " + Journal.KEPT.toDays()
                                            + " days, and what there was before is not kept any longer.")))
                            .doOnNext(journal -> requireUnchanged(journal, view));
                });
    }

    private boolean isKept(Document journal) {
        var end = journal.getDate(Expiry.FIELD);
        return end == null || end.toInstant().isAfter(clock.instant());
    }

    private static void requireUnchanged(Journal journal, ContactView own) {
        if (journal.state() == State.UNADOPTING) {
            return;
        }
        if (!journal.sourceId().equals(own.sourceId())) {
            throw Problems.conflict("The source ID of this contact went to another contact since it was adopted.");
        }
        if (own.state() == ContactState.QUARANTINED || own.state() == ContactState.MERGED) {
            throw Problems.conflict(
                    own.state() == ContactState.MERGED
                            ? "The contact was merged into another one since it was adopted."
                            : "Somebody has to decide first who this contact is.");
        }
    }

    /**
     * Takes the adoption of a contact back; emits the contact that an import made. Fails as {@link #require} does.
     */
    Mono<ContactId> takeBack(BusinessId business, ContactId own, String by) {
        return adoption(business, own)
                .flatMap(journal -> lease.take(
                                and(
                                        eq(Match.ID, journal.key()),
                                        in(Journal.STATE, State.ADOPTED.name(), State.UNADOPTING.name())),
                                LEASE)
                        .switchIfEmpty(Mono.error(() -> Problems.conflict("This adoption is being taken back now.")))
                        .flatMap(end -> Mono.from(journals.updateOne(
                                eq(Match.ID, journal.key()),
                                combine(
                                        set(Journal.STATE, State.UNADOPTING.name()),
                                        set(Journal.BY, by),
                                        unset(Expiry.FIELD)))))
                        .then(summaries.outdate(business))
                        .then(finish(journal.key()))
                        .thenReturn(journal.roster()));
    }

    /** Ends those whose instance died at them. */
    Mono<Void> takeBackCutOff() {
        return Flux.defer(() -> journals.find(and(eq(Journal.STATE, State.UNADOPTING.name()), lease.free())))
                .map(document -> document.getString(Match.ID))
                .concatMap(key -> lease.take(and(eq(Match.ID, key), eq(Journal.STATE, State.UNADOPTING.name())), LEASE)
                        .flatMap(end -> finish(key)))
                .then();
    }

    private Mono<Void> finish(String key) {
        return Mono.defer(() -> journal(key).flatMap(journal -> round(journal)))
                .repeat(MOST_ROUNDS)
                .takeUntil(done -> done)
                .last()
                .flatMap(done -> done
                        ? Mono.<Void>empty()
                        : Mono.error(new IllegalStateException("contacts change faster than they are taken back")))
                // whoever comes next goes on at once
                .onErrorResume(failure -> lease.keep(eq(Match.ID, key), Duration.ZERO)
                        .onErrorComplete()
                        .then(Mono.error(failure)));
    }

    private Mono<Journal> journal(String key) {
        return Mono.from(journals.find(eq(Match.ID, key)).first()).map(Journal::of);
    }

    /** One step; true once all are done. */
    private Mono<Boolean> round(Journal journal) {
        return Mono.zip(contact(journal.business(), journal.own()), contact(journal.business(), journal.roster()))
                .flatMap(both -> {
                    var own = both.getT1();
                    var roster = both.getT2();
                    if (journal.sourceId().equals(own.sourceId())) {
                        return move(journal, own).thenReturn(false);
                    }
                    if (roster.state() == ContactState.MERGED) {
                        return handOver(journal).thenReturn(false);
                    }
                    return end(journal).thenReturn(true);
                });
    }

    /** The latest word of the roster is kept first: our own contact is what it was at once. */
    private Mono<Void> move(Journal journal, ContactView own) {
        var noted = new ArrayList<Bson>(SourceIds.unsaid());
        noted.add(set(DocumentFields.OWN, true));
        var fields = journal.original().get(DocumentFields.ROSTER, Document.class);
        noted.add(fields == null ? unset(DocumentFields.ROSTER) : set(DocumentFields.ROSTER, fields));
        noted.addAll(
                Moved.takingBack(own, journal.moved(), journal.original().get(DocumentFields.LOCAL, new Document())));
        noted.add(unset(LocalFields.path(LocalFields.ADOPTED_FROM)));
        noted.add(referrers.stamp(own, by(journal)));
        return Mono.from(journals.updateOne(eq(Match.ID, journal.key()), set(Journal.LATEST, SourceIds.said(own))))
                .then(
                        isFirst(journal)
                                ? Mono.just(true)
                                : sourceIds.prepare(journal.business(), journal.roster(), journal.sourceId()))
                .then(sourceIds.move(
                        journal.business(), journal.sourceId(), own, journal.roster(), noted.toArray(Bson[]::new)))
                .then();
    }

    private static boolean isFirst(Journal journal) {
        return journal.roster().equals(ContactId.first(journal.business(), journal.sourceId()));
    }

    private Mono<Void> handOver(Journal journal) {
        // ends the way back to the contact that the source ID made first, should it have been cut off
        return sourceIds
                .contact(journal.business(), journal.sourceId())
                .filter(holder -> !holder.id().equals(journal.roster()))
                .hasElement()
                .flatMap(another -> another ? giveUp(journal) : handOverToRoster(journal));
    }

    private Mono<Void> handOverToRoster(Journal journal) {
        return contact(journal.business(), journal.roster())
                .flatMap(roster -> {
                    var latest = journal.latest();
                    var changes = new ArrayList<Bson>(
                            SourceIds.handingOver(latest, roster, latest.getBoolean(DocumentFields.PRESENT, false)));
                    changes.add(unset(DocumentFields.STATE));
                    changes.add(unset(LocalFields.path(LocalFields.MERGED_INTO)));
                    changes.add(referrers.stamp(roster, by(journal)));
                    return Mono.from(
                            contacts.updateOne(SourceIds.asTold(roster, journal.sourceId()), combine(changes)));
                })
                .then();
    }

    /** Somebody gave the source ID to a third contact in this moment: there is nothing to take back any more. */
    private Mono<Void> giveUp(Journal journal) {
        return Mono.from(journals.updateOne(
                        eq(Match.ID, journal.key()),
                        combine(
                                set(Journal.STATE, State.ADOPTED.name()),
                                set(Expiry.FIELD, Date.from(clock.instant().plus(Journal.KEPT))),
                                unset(Journal.OWNER),
                                unset(Journal.UNTIL))))
                .then(Mono.error(
                        Problems.conflict("The source ID of this contact went to another contact in this moment.")));
    }

    private Mono<Void> end(Journal journal) {
        return referrers
                .turnBack(journal, by(journal))
                .then(matches.unadopted(journal.business(), journal.own(), journal.roster(), by(journal)))
                .then(Mono.from(journals.updateOne(
                        and(eq(Match.ID, journal.key()), eq(Journal.STATE, State.UNADOPTING.name())),
                        combine(
                                set(Journal.STATE, State.UNADOPTED.name()),
                                set(Expiry.FIELD, Date.from(clock.instant().plus(Journal.KEPT))),
                                unset(Journal.OWNER),
                                unset(Journal.UNTIL),
                                outbox.note(
                                        journal.eventId(State.UNADOPTED),
                                        journal.business(),
                                        new ContactUnadopted(
                                                journal.roster().value(),
                                                journal.own().value()))))))
                .then(summaries.outdate(journal.business()));
    }

    private static String by(Journal journal) {
        return Objects.requireNonNull(Objects.requireNonNull(journal.document()).getString(Journal.BY));
    }

    private Mono<ContactView> contact(BusinessId business, ContactId contact) {
        return Mono.from(contacts.find(eq(DocumentFields.ID, ContactKey.of(business, contact)))
                        .first())
                .map(ContactView::new);
    }
}
