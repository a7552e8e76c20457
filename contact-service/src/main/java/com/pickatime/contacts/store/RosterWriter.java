package com.pickatime.contacts.store;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.store.WriteReport.Counts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Writes changes in bulk. The roster key is the document's id, and a contact's is derived from it, so the
 * database itself rules out twins.
 *
 * <p>Writing the same changes again, in another order or beside another writer, ends in the same documents.
 */
@Component
public class RosterWriter {

    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);
    private static final int MOST_MOVES = 5;

    private final MongoDatabase database;
    private final SourceIds sourceIds;
    private final GuardedUpdate updates;
    private final StoreSettings settings;

    /** Collections whose last chunk was mostly new: a bare insert is the fastest way in, and the slowest way to update. */
    private final Set<RosterCollection> growing = Collections.synchronizedSet(EnumSet.allOf(RosterCollection.class));

    public RosterWriter(MongoDatabase database, SourceIds sourceIds, Projection projection, StoreSettings settings) {
        this.updates = new GuardedUpdate(projection);
        this.database = database;
        this.sourceIds = sourceIds;
        this.settings = settings;
    }

    /** Changes of one collection that go into one bulk write. */
    private record Chunk(RosterCollection collection, List<RosterChange> changes) {}

    /** What the second attempt did with those that met an existing document. */
    private record Updated(int count, List<RosterChange> refused) {

        static final Updated NOTHING = new Updated(0, List.of());

        boolean leavesSomeOf(List<RosterChange> changes) {
            return count + refused.size() < changes.size();
        }

        Updated plus(Updated other) {
            return new Updated(
                    count + other.count,
                    Stream.concat(refused.stream(), other.refused.stream()).toList());
        }
    }

    /**
     * Writes changes of which no two concern the same document.
     *
     * <p>Fails with the store's exception if the store is away; some changes may be written then, and it does no harm to
     * write all of them again. A change that the store refuses, for whatever reason, keeps no other from being written.
     */
    public Mono<WriteReport> write(Collection<RosterChange> changes) {
        return chunks(changes)
                .flatMap(this::writeChunk, settings.parallelism())
                .reduce(WriteReport.NOTHING, WriteReport::plus);
    }

    private Flux<Chunk> chunks(Collection<RosterChange> changes) {
        return Flux.defer(() -> {
            var byCollection = changes.stream()
                    .collect(Collectors.groupingBy(
                            RosterChange::collection,
                            () -> new EnumMap<>(RosterCollection.class),
                            Collectors.toList()));
            return Flux.fromIterable(byCollection.entrySet()).concatMap(this::cutIntoChunks);
        });
    }

    private Flux<Chunk> cutIntoChunks(Map.Entry<RosterCollection, List<RosterChange>> part) {
        return Flux.fromIterable(part.getValue())
                .buffer(settings.chunkSize())
                .map(changes -> new Chunk(part.getKey(), changes));
    }

    private Mono<WriteReport> writeChunk(Chunk chunk) {
        return Mono.defer(() -> attempt(chunk, StoreFaults::isDocumentError))
                .retryWhen(Retry.backoff(settings.retries(), settings.firstRetry())
                        .filter(MongoException.class::isInstance)
                        .filter(failure -> !StoreFaults.blamesADocument(failure))
                        .onRetryExhaustedThrow((spec, last) -> last.failure()))
                // an error that nobody knows, at the same documents however often: theirs, as the others were written
                .onErrorResume(
                        failure -> failure instanceof MongoBulkWriteException, failure -> attempt(chunk, code -> true))
                .onErrorResume(StoreFaults::blamesADocument, failure -> bisect(chunk))
                .doOnNext(this::noteGrowth);
    }

    /** Where one document spoils the whole request, the others go without it. */
    private Mono<WriteReport> bisect(Chunk chunk) {
        var changes = chunk.changes();
        if (changes.size() == 1) {
            return Mono.just(WriteReport.of(chunk.collection(), new Counts(0, 0, 0), changes));
        }
        int half = changes.size() / 2;
        return Flux.just(changes.subList(0, half), changes.subList(half, changes.size()))
                .concatMap(part -> writeChunk(new Chunk(chunk.collection(), part)))
                .reduce(WriteReport.NOTHING, WriteReport::plus);
    }

    /** Writes a chunk; what fails with one of the codes that {@code isDocumentError} knows is refused. */
    private Mono<WriteReport> attempt(Chunk chunk, IntPredicate isDocumentError) {
        return Mono.defer(() -> bulk(chunk.collection(), firstAttempt(chunk)))
                .map(result -> report(chunk, result, List.of(), Updated.NOTHING, List.of()))
                .onErrorResume(MongoBulkWriteException.class, failure -> resolve(chunk, failure, isDocumentError));
    }

    private List<WriteModel<BsonDocument>> firstAttempt(Chunk chunk) {
        return chunk.changes().stream()
                .map(growing.contains(chunk.collection()) ? updates::insert : updates::orInsert)
                .toList();
    }

    /** Sends again what met an existing document: only what that leaves untouched is stale. */
    private Mono<WriteReport> resolve(Chunk chunk, MongoBulkWriteException failure, IntPredicate isDocumentError) {
        if (!isFinal(failure, code -> code == StoreFaults.DUPLICATE_KEY || isDocumentError.test(code))) {
            return Mono.error(failure);
        }
        var errors = failure.getWriteErrors().stream()
                .collect(Collectors.partitioningBy(
                        error -> error.getCode() == StoreFaults.DUPLICATE_KEY,
                        Collectors.mapping(error -> chunk.changes().get(error.getIndex()), Collectors.toList())));
        var met = errors.getOrDefault(true, List.of());
        var refused = errors.getOrDefault(false, List.of());
        return updateExisting(chunk.collection(), met, isDocumentError)
                .map(updated -> report(chunk, failure.getWriteResult(), met, updated, refused));
    }

    private Mono<Updated> updateExisting(
            RosterCollection collection, List<RosterChange> changes, IntPredicate isDocumentError) {
        if (changes.isEmpty()) {
            return Mono.just(Updated.NOTHING);
        }
        return update(collection, changes, RosterChange::id, isDocumentError)
                .flatMap(updated -> collection == RosterCollection.CONTACTS && updated.leavesSomeOf(changes)
                        ? updateElsewhere(changes, isDocumentError, MOST_MOVES).map(updated::plus)
                        : Mono.just(updated));
    }

    /**
     * Writes those whose source ID went to another contact to that one, until it did not go on in the meantime: somebody may
     * move it between the look and the write, and the contact that it left takes nothing any more.
     */
    private Mono<Updated> updateElsewhere(List<RosterChange> met, IntPredicate isDocumentError, int moves) {
        return sourceIds.redirected(met).flatMap(documents -> {
            var changes = List.copyOf(documents.keySet());
            if (changes.isEmpty()) {
                return Mono.just(Updated.NOTHING);
            }
            return update(RosterCollection.CONTACTS, changes, change -> idIn(documents, change), isDocumentError)
                    .flatMap(updated -> sourceIds.redirected(changes).flatMap(now -> {
                        if (now.equals(documents)) {
                            return Mono.just(updated);
                        }
                        return moves == 0
                                ? Mono.error(
                                        new IllegalStateException("source IDs move faster than they are written to"))
                                : updateElsewhere(changes, isDocumentError, moves - 1);
                    }));
        });
    }

    private static String idIn(Map<RosterChange, String> documents, RosterChange change) {
        return Objects.requireNonNull(documents.get(change));
    }

    private Mono<Updated> update(
            RosterCollection collection,
            List<RosterChange> changes,
            Function<RosterChange, String> id,
            IntPredicate isDocumentError) {
        var owners = new ArrayList<RosterChange>();
        var models = new ArrayList<WriteModel<BsonDocument>>();
        changes.forEach(change -> updates.ofExisting(change, id.apply(change)).forEach(model -> {
            owners.add(change);
            models.add(model);
        }));
        return bulk(collection, models)
                .map(result -> new Updated(result.getMatchedCount(), List.of()))
                .onErrorResume(
                        MongoBulkWriteException.class,
                        failure -> isFinal(failure, isDocumentError)
                                ? Mono.just(new Updated(
                                        failure.getWriteResult().getMatchedCount(), refused(failure, owners)))
                                : Mono.error(failure));
    }

    private static List<RosterChange> refused(MongoBulkWriteException failure, List<RosterChange> owners) {
        return failure.getWriteErrors().stream()
                .map(error -> owners.get(error.getIndex()))
                .distinct()
                .toList();
    }

    private static boolean isFinal(MongoBulkWriteException failure, IntPredicate isFinal) {
        return failure.getWriteConcernError() == null
                && failure.getWriteErrors().stream()
                        .allMatch(error -> isFinal.test(error.getCode()) && !StoreFaults.isServerError(error));
    }

    private void noteGrowth(WriteReport report) {
        report.counts().forEach((collection, counts) -> {
            if (counts.created() > counts.updated() + counts.stale()) {
                growing.add(collection);
            } else {
                growing.remove(collection);
            }
        });
    }

    /** Of the changes that met an existing document, those that were older than it are stale. */
    private static WriteReport report(
            Chunk chunk, BulkWriteResult first, List<RosterChange> met, Updated second, List<RosterChange> refused) {
        long updated = first.getMatchedCount();
        long created = chunk.changes().size() - updated - met.size() - refused.size();
        // at least none: one that was written just before its source ID moved is looked at again there
        long stale = Math.max(
                0, met.size() - (long) second.count() - second.refused().size());
        return WriteReport.of(
                chunk.collection(),
                new Counts(created, updated + second.count(), stale),
                Stream.concat(refused.stream(), second.refused().stream()).toList());
    }

    private Mono<BulkWriteResult> bulk(RosterCollection collection, List<WriteModel<BsonDocument>> models) {
        return Mono.from(database.getCollection(collection.collectionName(), BsonDocument.class)
                .bulkWrite(models, UNORDERED));
    }
}
