package com.pickatime.contacts.clearing;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.clearing.Clearing.State;
import com.pickatime.contacts.events.ContactOutbox;
import com.pickatime.contacts.ledger.HighestRevisions;
import com.pickatime.contacts.store.BusinessRange;
import com.pickatime.contacts.store.ContactKey;
import com.pickatime.contacts.store.ContactState;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.LocalFields;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.summary.Summaries;
import com.pickatime.events.ClearingUndone;
import com.pickatime.events.ContactsCleared;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.mongo.Lease;
import com.pickatime.platform.outage.Standstill;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Goes on with what was begun, part by part: whoever finds a clearing that nobody works on takes it up where it stands. A part that
 * was done before is done again without effect.
 */
@Component
class ClearingWork {

    private static final Logger log = LoggerFactory.getLogger(ClearingWork.class);

    private static final int PART = 1_000;
    private static final int RACES = 20;

    /** A run under way may hold the number above the highest that is known; the next one is above this. */
    private static final long ABOVE_A_RUN_UNDER_WAY = 2;

    private static final Duration LONGEST = Duration.ofHours(2);
    private static final String STANDSTILL = "the look for contacts to delete or bring back";
    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

    private final MongoCollection<Document> contacts;
    private final Clearings clearings;
    private final ClearingPreviews previews;
    private final HighestRevisions revisions;
    private final ContactOutbox outbox;
    private final Summaries summaries;
    private final Standstill standstill;

    ClearingWork(
            MongoDatabase database,
            Clearings clearings,
            ClearingPreviews previews,
            HighestRevisions revisions,
            ContactOutbox outbox,
            Summaries summaries,
            Standstill standstill) {
        this.contacts = database.getCollection(RosterCollection.CONTACTS.collectionName());
        this.clearings = clearings;
        this.previews = previews;
        this.revisions = revisions;
        this.outbox = outbox;
        this.summaries = summaries;
        this.standstill = standstill;
    }

    @Scheduled(fixedDelayString = "${contacts.clearing.sweep:1s}")
    Mono<Void> goOn() {
        return Mono.defer(() -> clearings
                        .old()
                        .concatMap(clearings::beginForgetting)
                        .thenMany(clearings.workable())
                        .concatMap(this::workOn)
                        .then())
                .timeout(LONGEST)
                .transform(work -> standstill.watch(STANDSTILL, work));
    }

    private Mono<Void> workOn(Clearing clearing) {
        return Mono.usingWhen(clearings.take(clearing), this::steps, clearings::giveBack)
                .onErrorResume(Lease.LostException.class, lost -> Mono.empty());
    }

    private Mono<Void> steps(Clearing clearing) {
        return switch (clearing.state()) {
            case CHECKING -> check(clearing).flatMap(this::steps);
            case DELETING -> delete(clearing);
            case UNDOING -> undo(clearing);
            case FORGETTING -> forget(clearing);
            case VOID, DELETED, UNDONE, FORGOTTEN -> Mono.empty();
        };
    }

    private Mono<Clearing> check(Clearing clearing) {
        return clearings
                .kept(clearing, previews.of(clearing.business(), clearing.level(), clearing.by()))
                .flatMap(preview -> preview.digest().equals(clearing.digest())
                        ? revisions
                                .of(clearing.business())
                                .defaultIfEmpty(0L)
                                .map(highest -> highest + ABOVE_A_RUN_UNDER_WAY)
                                .flatMap(revision -> revisions
                                        .note(Map.of(clearing.business(), revision))
                                        .then(clearings.becomes(
                                                clearing, State.DELETING, Clearings.revision(revision))))
                        : clearings.becomes(
                                clearing,
                                State.VOID,
                                Clearings.reason("Something changed since the preview, so nothing was deleted."
                                        + " Look at a new preview, and confirm that.")));
    }

    private Mono<Void> delete(Clearing clearing) {
        return parts(
                        clearing,
                        part -> Mono.just(contact -> ClearedFields.concerns(contact, clearing.level(), clearing.by())
                                        && contact.revision() < clearing.revision()
                                ? new UpdateOneModel<>(
                                        ClearedFields.asRead(contact),
                                        ClearedFields.clearing(contact, clearing.id(), clearing.revision()))
                                : null))
                .flatMap(last -> clearings.becomes(
                        last,
                        State.DELETED,
                        outbox.note(
                                last.id() + "/cleared",
                                last.business(),
                                new ContactsCleared(last.id(), last.level().name(), last.revision(), last.contacts()))))
                .flatMap(done -> over(done, "deleted"));
    }

    private Mono<Void> undo(Clearing clearing) {
        return summaries
                .outdate(clearing.business())
                .then(parts(
                        clearing,
                        part -> goOn(clearing, part).map(goOn -> contact -> {
                            var undoing = ClearedFields.isClearedBy(contact, clearing.id())
                                    ? ClearedFields.undoing(contact, clearing.id(), clearing.importedSince(), goOn)
                                    : null;
                            return undoing == null
                                    ? null
                                    : new UpdateOneModel<>(stillCleared(contact, clearing), undoing);
                        })))
                .flatMap(last -> left(last)
                        .flatMap(leftOut -> clearings.becomes(
                                last,
                                State.UNDONE,
                                Clearings.leftOut(leftOut),
                                outbox.note(
                                        last.id() + "/undone",
                                        last.business(),
                                        new ClearingUndone(last.id(), last.contacts() - leftOut)))))
                .flatMap(done -> over(done, "brought back"));
    }

    private Mono<Void> forget(Clearing clearing) {
        return parts(
                        clearing,
                        part -> Mono.just(contact -> {
                            if (!ClearedFields.isClearedBy(contact, clearing.id())) {
                                return null;
                            }
                            return ClearedFields.isToBeForgotten(contact, clearing.id())
                                    ? new DeleteOneModel<>(stillCleared(contact, clearing))
                                    : new UpdateOneModel<>(
                                            stillCleared(contact, clearing),
                                            ClearedFields.forgetting(contact, clearing.id()));
                        }))
                .flatMap(last -> clearings.becomes(last, State.FORGOTTEN))
                .then();
    }

    private static Bson stillCleared(ContactView contact, Clearing clearing) {
        return and(ClearedFields.asRead(contact), eq(ClearedFields.BY, clearing.id()));
    }

    private Mono<Long> left(Clearing clearing) {
        return Mono.from(contacts.countDocuments(
                and(BusinessRange.of(clearing.business()), eq(ClearedFields.BY, clearing.id()))));
    }

    private Mono<Void> over(Clearing clearing, String what) {
        log.info(
                "business={} clearing={} is over: {} contacts {}",
                clearing.business(),
                clearing.id(),
                clearing.contacts() - clearing.leftOut(),
                what);
        return summaries.outdate(clearing.business());
    }

    /**
     * Changes all contacts of the business, and emits the clearing as it is then.
     *
     * @param changes of a part the change of one contact of it; null for none
     */
    private Mono<Clearing> parts(
            Clearing clearing,
            Function<List<ContactView>, Mono<Function<ContactView, @Nullable WriteModel<Document>>>> changes) {
        return Mono.just(clearing).expand(reached -> part(reached, changes)).last();
    }

    /** Changes the next contacts, and emits how far it is then; empty where there are none. */
    private Mono<Clearing> part(
            Clearing clearing,
            Function<List<ContactView>, Mono<Function<ContactView, @Nullable WriteModel<Document>>>> changes) {
        return Flux.from(contacts.find(and(range(clearing), ContactView.any()))
                        .sort(Sorts.ascending(DocumentFields.ID))
                        .limit(PART))
                .map(ContactView::new)
                .collectList()
                .filter(part -> !part.isEmpty())
                .flatMap(part -> changes.apply(part)
                        .flatMap(change -> changePart(part, change, RACES))
                        .then(Mono.defer(() -> clearedOf(clearing, part)))
                        .flatMap(cleared -> clearings.wentOn(clearing, key(part.get(part.size() - 1)), cleared)));
    }

    /**
     * Of those whom the part was linked to before the clearing, and who were merged into another one since, the one that goes on:
     * nobody turned links that were put aside.
     */
    private Mono<Map<ContactId, ContactId>> goOn(Clearing clearing, List<ContactView> part) {
        var students = part.stream()
                .flatMap(contact -> ClearedFields.students(contact, clearing.id()))
                .collect(Collectors.toSet());
        return merged(clearing, students)
                .expand(some -> merged(clearing, Set.copyOf(some.values())))
                .collectList()
                .map(steps -> {
                    var goOn = new HashMap<ContactId, ContactId>();
                    steps.forEach(goOn::putAll);
                    goOn.replaceAll((from, to) -> last(goOn, to));
                    return goOn;
                });
    }

    private static ContactId last(Map<ContactId, ContactId> goOn, ContactId contact) {
        var next = goOn.get(contact);
        return next == null ? contact : last(goOn, next);
    }

    /** By contact that was merged the next one; empty if nobody was. */
    private Mono<Map<ContactId, ContactId>> merged(Clearing clearing, Set<ContactId> some) {
        return some.isEmpty()
                ? Mono.empty()
                : Flux.from(contacts.find(and(
                                        in(
                                                DocumentFields.ID,
                                                some.stream()
                                                        .map(contact -> ContactKey.of(clearing.business(), contact))
                                                        .toList()),
                                        eq(DocumentFields.STATE, ContactState.MERGED.name())))
                                .projection(Projections.include(
                                        DocumentFields.BUSINESS, LocalFields.path(LocalFields.MERGED_INTO))))
                        .map(ContactView::new)
                        .filter(contact -> contact.mergedInto() != null)
                        .collectMap(ContactView::id, contact -> Objects.requireNonNull(contact.mergedInto()))
                        .filter(found -> !found.isEmpty());
    }

    private static Bson range(Clearing clearing) {
        return clearing.after().isEmpty()
                ? BusinessRange.of(clearing.business())
                : BusinessRange.after(
                        clearing.business(),
                        clearing.after().substring(clearing.business().value().length() + 1));
    }

    /** Those that somebody else changes at the same moment are read and changed again. */
    private Mono<Void> changePart(
            List<ContactView> part, Function<ContactView, @Nullable WriteModel<Document>> change, int races) {
        var changes = part.stream().map(change).filter(Objects::nonNull).toList();
        if (changes.isEmpty()) {
            return Mono.empty();
        }
        return Mono.from(contacts.bulkWrite(changes, UNORDERED))
                .map(result -> result.getMatchedCount() + result.getDeletedCount() == changes.size())
                .flatMap(all -> {
                    if (all) {
                        return Mono.empty();
                    }
                    return races == 0
                            ? Mono.error(new IllegalStateException("contacts change faster than they are written to"))
                            : Flux.from(contacts.find(in(
                                            DocumentFields.ID,
                                            part.stream().map(ClearingWork::key).toList())))
                                    .map(ContactView::new)
                                    .collectList()
                                    .flatMap(again -> changePart(again, change, races - 1));
                });
    }

    /** How many of a part this clearing has deleted, also before a crash; nothing is counted twice, as parts are noted once. */
    private Mono<Long> clearedOf(Clearing clearing, List<ContactView> part) {
        return clearing.state() == State.DELETING
                ? Mono.from(contacts.countDocuments(and(
                        in(
                                DocumentFields.ID,
                                part.stream().map(ClearingWork::key).toList()),
                        eq(ClearedFields.BY, clearing.id()))))
                : Mono.just(0L);
    }

    private static String key(ContactView contact) {
        return contact.document().getString(DocumentFields.ID);
    }
}
