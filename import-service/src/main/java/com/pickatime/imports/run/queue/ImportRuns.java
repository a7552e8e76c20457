package com.pickatime.imports.run.queue;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.FindPublisher;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.events.ImportMode;
import com.pickatime.events.ImportTrigger;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.RunCompletion;
import com.pickatime.imports.run.RunFailure;
import com.pickatime.imports.run.RunSettings;
import com.pickatime.imports.run.RunState;
import com.pickatime.imports.store.InstanceId;
import com.pickatime.imports.store.ReadableDocuments;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.platform.mongo.Expiry;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.platform.mongo.NewestFirst;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * All runs: to look at, and to move on what the contact service says and an administrator decides.
 *
 * <p>What only a run's worker may do is in {@link OwnedRuns}. Each move is one guarded update, so that a repeated or late
 * event changes nothing.
 */
@Component
public class ImportRuns implements Indexed {

    static final String ID = "_id";
    static final String BUSINESS = "businessId";
    static final String STATE = "state";
    static final String SLOT = "slot";
    static final String REVISION = "revision";
    static final String REQUESTED_AT = "requestedAt";
    static final String STARTED_AT = "startedAt";
    static final String FINISHED_AT = "finishedAt";
    static final String LEASE = "lease";
    static final String LEASE_OWNER = "lease.owner";
    static final String LEASE_UNTIL = "lease.until";
    static final String SUCCESSOR = "successor";
    static final String COMPLETION = "completion";
    static final String FAILURE = "failure";
    static final String FAILURE_CODE = "failure.code";
    static final String ANNOUNCED = "announced";
    static final String CANCELLED_BY = "cancelledBy";

    /** When a run began to publish; kept, so that it is known for ever that some of it may be on the topic. */
    static final String PUBLISHING_SINCE = "publishingSince";

    /**
     * The barriers of a run whose records are all on the topic. They are written down before the first of them is
     * published: a run with this field is only ever finished, never replaced or failed by a worker.
     */
    static final String BARRIERS = "barriers";

    /** When the contact service was last known to come on with the run. */
    static final String HEARD_AT = "applyingSince";

    /** An event about the run that is still to be published: that it is over, or that everything of it is on the topic. */
    static final String PENDING_ANNOUNCEMENT = "pendingAnnouncement";

    /** Why a run fails that the contact service does not come on with. */
    static final String NOT_CONFIRMED = "NOT_CONFIRMED";

    static final String MODE = "order.mode";

    private static final String UPLOAD = "order.upload";
    private static final String UNDOING = "order.undoing";

    private static final Set<ImportTrigger> ASKED_FOR =
            EnumSet.of(ImportTrigger.MANUAL, ImportTrigger.FILE, ImportTrigger.UNDO);

    private static final NewestFirst LATEST = new NewestFirst(REQUESTED_AT);

    private final MongoCollection<ImportRun> runs;
    private final ReadableDocuments<ImportRun> readable;
    private final WorkSignal signal;
    private final RunSettings settings;
    private final InstanceId instance;
    private final Clock clock;

    ImportRuns(MongoDatabase database, WorkSignal signal, RunSettings settings, InstanceId instance, Clock clock) {
        this.runs = database.getCollection("import_runs", ImportRun.class);
        this.readable = new ReadableDocuments<>(runs, BUSINESS);
        this.signal = signal;
        this.settings = settings;
        this.instance = instance;
        this.clock = clock;
    }

    @Override
    public Mono<Void> createIndexes() {
        return Flux.concat(
                        runs.createIndex(Indexes.ascending(SLOT), new IndexOptions().unique(true)),
                        runs.createIndex(Indexes.compoundIndex(Indexes.ascending(BUSINESS), LATEST.order())),
                        runs.createIndex(Indexes.ascending(STATE)),
                        runs.createIndex(Indexes.ascending(UPLOAD), new IndexOptions().sparse(true)),
                        Expiry.createIndex(runs, FINISHED_AT, settings.history()))
                .then();
    }

    /** The run, or nothing when there is none of that id. */
    public Mono<ImportRun> find(ImportId importId) {
        return Mono.from(runs.find(eq(ID, importId)).first());
    }

    /** The run, if it is one of this business. */
    public Mono<ImportRun> find(BusinessId businessId, ImportId importId) {
        return find(importId).filter(run -> run.businessId().equals(businessId));
    }

    /**
     * A business's runs, the last requested first: those after {@link #cursor}, or all.
     *
     * @param state null for any
     */
    public Flux<ImportRun> latest(BusinessId businessId, @Nullable RunState state, String after) {
        var narrowed = state == null ? Filters.empty() : eq(STATE, state.name());
        return readable.find(
                and(eq(BUSINESS, businessId), narrowed, LATEST.after(after)), found -> found.sort(LATEST.order()));
    }

    /** Where the list of a business's runs goes on after this one. */
    public static String cursor(ImportRun run) {
        return NewestFirst.cursor(run.requestedAt(), run.importId().value());
    }

    /** Runs whose end is in the document but perhaps not on the topic. */
    public Flux<ImportRun> unannounced() {
        return openTo(RunMove.ANNOUNCE, eq(ANNOUNCED, false));
    }

    /** The event about a run that is still to be published; nothing when there is none. */
    public Mono<byte[]> pendingAnnouncement(ImportRun run) {
        return bytes(run, PENDING_ANNOUNCEMENT);
    }

    /** The barriers that a run's worker wrote down before it published them; nothing when it did not come that far. */
    public Mono<byte[]> barriers(ImportRun run) {
        return bytes(run, BARRIERS);
    }

    /**
     * Whether the contact service may not have applied yet what earlier runs of the business have published: the last
     * one that began to publish was not confirmed.
     */
    public Mono<Boolean> isAnythingUnconfirmed(BusinessId businessId) {
        return Mono.from(fields(and(eq(BUSINESS, businessId), exists(PUBLISHING_SINCE)), STATE)
                        .sort(Sorts.descending(REVISION))
                        .first())
                .map(last -> !RunState.COMPLETED.name().equals(last.getString(STATE)))
                .defaultIfEmpty(false);
    }

    /**
     * Whether nobody asked for this run by hand, and the last one of its business that was carried out took an import back.
     */
    public Mono<Boolean> isAfterUndo(ImportRun run) {
        return ASKED_FOR.contains(run.order().trigger())
                ? Mono.just(false)
                : Mono.from(fields(
                                        and(
                                                eq(BUSINESS, run.businessId()),
                                                eq(STATE, RunState.COMPLETED),
                                                exists(PUBLISHING_SINCE)),
                                        UNDOING)
                                .sort(Sorts.descending(REVISION))
                                .first())
                        .map(last -> last.get("order", Document.class).get("undoing") != null)
                        .defaultIfEmpty(false);
    }

    /**
     * When the last of the business's imports began that was carried out and confirmed; nothing when none was, or when it took another
     * one back, for then it says nothing of what the source has told.
     */
    public Mono<Instant> lastApplied(BusinessId businessId) {
        return Mono.from(fields(
                                and(
                                        eq(BUSINESS, businessId),
                                        eq(STATE, RunState.COMPLETED),
                                        in(MODE, ImportMode.FULL, ImportMode.DELTA)),
                                STARTED_AT,
                                UNDOING)
                        .sort(Sorts.descending(REVISION))
                        .first())
                .filter(last -> last.get("order", new Document()).get("undoing") == null)
                .map(last -> last.getDate(STARTED_AT).toInstant());
    }

    /** The states of all runs that were to read this uploaded file, the spoilt ones left out; none while no run was asked for. */
    public Flux<RunState> readingUpload(String upload) {
        return readable.find(eq(UPLOAD, upload)).map(ImportRun::state);
    }

    /** So many records are applied; the number never falls. */
    public Mono<Void> applied(ImportId importId, long records) {
        return Mono.defer(() -> move(
                        RunMove.HEAR_OF,
                        importId,
                        Updates.max("progress.applied", records),
                        Updates.set(HEARD_AT, clock.instant())))
                .then();
    }

    /** The contact service has confirmed the import, perhaps after nobody waited for it any more. */
    public Mono<Void> completed(ImportId importId, RunCompletion completion) {
        return move(
                        RunMove.CONFIRM,
                        importId,
                        Updates.set(COMPLETION, completion),
                        Updates.set("progress.applied", completion.applied()),
                        Updates.set(ANNOUNCED, true),
                        Updates.unset(FAILURE),
                        Updates.unset(BARRIERS),
                        Updates.unset(PENDING_ANNOUNCEMENT))
                .doOnNext(moved -> signal.ring())
                .then();
    }

    /** The contact service failed the import, and has said so on the topic. */
    public Mono<Void> failed(ImportId importId, RunFailure failure) {
        return move(RunMove.REJECT, importId, Updates.set(FAILURE, failure))
                .doOnNext(moved -> signal.ring())
                .then();
    }

    /** The event about the run's end is on the topic. */
    public Mono<Void> announced(ImportRun run) {
        return moveWhen(
                        eq(STATE, run.state()),
                        RunMove.ANNOUNCE,
                        run.importId(),
                        Updates.set(ANNOUNCED, true),
                        Updates.unset(PENDING_ANNOUNCEMENT))
                .then();
    }

    /** A run whose plan waited for approval gives way to the one that carries it out. */
    public Mono<Void> approved(ImportRun held, ImportId successor) {
        return move(RunMove.SUPERSEDE, held.importId(), Updates.set(SUCCESSOR, successor))
                .then();
    }

    /**
     * Calls a run off that waits, is worked on, or is held, and gives it as it is then: its worker may take some seconds to stop.
     * Nothing when it is too late.
     */
    public Mono<ImportRun> cancel(ImportId importId, String by) {
        var who = Updates.set(CANCELLED_BY, by);
        return moved(RunMove.CANCEL, importId, who)
                .switchIfEmpty(Mono.defer(() -> moved(RunMove.ASK_TO_STOP, importId, who)))
                .doOnNext(cancelled -> signal.ring());
    }

    /** Fails with a duplicate key when the id or the place in the queue is taken. */
    Mono<Void> insert(ImportRun run) {
        return Mono.from(runs.insertOne(run)).then();
    }

    /** The run that has this place in the queue, or nothing. */
    Mono<ImportRun> at(String slot) {
        return Mono.from(runs.find(eq(SLOT, slot)).first());
    }

    /** The places of all runs that are under way. */
    Mono<Set<String>> placesTaken() {
        var underWay = EnumSet.copyOf(RunState.LEASED);
        underWay.add(RunState.APPLYING);
        return Flux.from(fields(in(STATE, underWay), SLOT))
                .map(run -> String.valueOf(run.get(SLOT)))
                .collect(Collectors.toSet());
    }

    /** Runs of any business, each read by itself, that may be moved so now, the longest waiting first. */
    Flux<ImportRun> openTo(RunMove move, Bson when) {
        return Flux.defer(() -> readable.find(
                and(move.isOpenTo(instance, clock.instant()), when),
                found -> found.sort(Sorts.ascending(REQUESTED_AT))));
    }

    Flux<ImportRun> openTo(RunMove move) {
        return openTo(move, Filters.empty());
    }

    /** Emits that the move is made, or nothing when the run may not make it. */
    Mono<Boolean> move(RunMove move, ImportId importId, Bson... details) {
        return moveWhen(Filters.empty(), move, importId, details);
    }

    Mono<Boolean> moveWhen(Bson when, RunMove move, ImportId importId, Bson... details) {
        return Mono.defer(() -> {
                    var now = clock.instant();
                    return Mono.from(runs.updateOne(
                            and(eq(ID, importId), move.isOpenTo(instance, now), when),
                            move.update(importId, now, details)));
                })
                .filter(result -> result.getMatchedCount() == 1)
                .map(result -> true);
    }

    /** The run as it is once the move is made, or nothing when it may not make it. */
    Mono<ImportRun> moved(RunMove move, ImportId importId, Bson... details) {
        return Mono.defer(() -> {
            var now = clock.instant();
            return Mono.from(runs.findOneAndUpdate(
                    and(eq(ID, importId), move.isOpenTo(instance, now)),
                    move.update(importId, now, details),
                    new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)));
        });
    }

    /** Makes the move for all runs that match and may make it. */
    Mono<Void> moveAll(Bson matching, RunMove move, Bson... details) {
        return Flux.defer(() -> fields(and(matching, move.isOpenTo(instance, clock.instant())), ID))
                .concatMap(run -> move(move, new ImportId(run.getString(ID)), details))
                .then();
    }

    private Mono<byte[]> bytes(ImportRun run, String field) {
        return Mono.from(fields(eq(ID, run.importId()), field).first())
                .mapNotNull(found -> found.get(field, Binary.class))
                .map(Binary::getData);
    }

    /** Of documents that need not be readable as a whole. */
    private FindPublisher<Document> fields(Bson filter, String... fields) {
        return runs.withDocumentClass(Document.class).find(filter).projection(Projections.include(fields));
    }
}
