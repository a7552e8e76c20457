package com.pickatime.contacts.store;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.store.WriteReport.Counts;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Writes changes in bulk. The roster key is the document's id, so the database itself rules out twins.
 *
 * <p>Writing the same changes again, in another order or beside another writer, ends in the same documents.
 */
@Component
public class RosterWriter {

    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);
    private static final int DUPLICATE_KEY = 11_000;

    /** Server errors that blame the document: it is too large, or holds what no document may. */
    private static final Set<Integer> DOCUMENT_FAULTS = Set.of(2, 9, 14, 22, 52, 57, 121, 10_334, 17_280, 17_420);

    private final MongoDatabase database;
    private final StoreSettings settings;

    /** Collections whose last chunk was mostly new: a bare insert is the fastest way in, and the slowest way to update. */
    private final Set<RosterCollection> growing = Collections.synchronizedSet(EnumSet.allOf(RosterCollection.class));

    RosterWriter(MongoDatabase database, StoreSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** Changes of one collection that go into one bulk write. */
    private record Chunk(RosterCollection collection, List<RosterChange> changes) {}

    /** What the second attempt dealt with. */
    private record Outcome(int met, int updated, List<RosterChange> refused) {}

    /**
     * Writes changes of which no two concern the same document.
     *
     * <p>Fails with the store's exception if the store is away; some changes may be written then, and it does no harm to
     * write all of them again.
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
            return Flux.fromIterable(byCollection.entrySet()).concatMap(this::cut);
        });
    }

    private Flux<Chunk> cut(Map.Entry<RosterCollection, List<RosterChange>> part) {
        return Flux.fromIterable(part.getValue())
                .buffer(settings.chunkSize())
                .map(changes -> new Chunk(part.getKey(), changes));
    }

    private Mono<WriteReport> writeChunk(Chunk chunk) {
        return Mono.defer(() -> bulk(chunk.collection(), firstAttempt(chunk)))
                .map(result -> report(chunk, result, new Outcome(0, 0, List.of())))
                .onErrorResume(MongoBulkWriteException.class, failure -> settle(chunk, failure))
                .doOnNext(this::learn)
                .retryWhen(Retry.backoff(settings.retries(), settings.firstRetry())
                        .filter(MongoException.class::isInstance)
                        .onRetryExhaustedThrow((spec, last) -> last.failure()));
    }

    private List<WriteModel<BsonDocument>> firstAttempt(Chunk chunk) {
        return chunk.changes().stream()
                .map(growing.contains(chunk.collection()) ? GuardedUpdate::insert : GuardedUpdate::orInsert)
                .toList();
    }

    /** Sends again what met an existing document: only what that leaves untouched is stale. */
    private Mono<WriteReport> settle(Chunk chunk, MongoBulkWriteException failure) {
        if (failure.getWriteConcernError() != null
                || !failure.getWriteErrors().stream().allMatch(RosterWriter::isFinal)) {
            return Mono.error(failure);
        }
        var errors = failure.getWriteErrors().stream()
                .collect(Collectors.partitioningBy(
                        error -> error.getCode() == DUPLICATE_KEY,
                        Collectors.mapping(error -> chunk.changes().get(error.getIndex()), Collectors.toList())));
        var met = errors.getOrDefault(true, List.of());
        var refused = errors.getOrDefault(false, List.of());
        return updateExisting(chunk.collection(), met)
                .map(updated -> report(chunk, failure.getWriteResult(), new Outcome(met.size(), updated, refused)));
    }

    private Mono<Integer> updateExisting(RosterCollection collection, List<RosterChange> changes) {
        return changes.isEmpty()
                ? Mono.just(0)
                : bulk(
                                collection,
                                changes.stream()
                                        .flatMap(GuardedUpdate::ofExisting)
                                        .toList())
                        .map(BulkWriteResult::getMatchedCount);
    }

    private void learn(WriteReport report) {
        report.counts().forEach((collection, counts) -> {
            if (counts.created() > counts.updated() + counts.stale()) {
                growing.add(collection);
            } else {
                growing.remove(collection);
            }
        });
    }

    private static boolean isFinal(BulkWriteError error) {
        return error.getCode() == DUPLICATE_KEY || DOCUMENT_FAULTS.contains(error.getCode());
    }

    /** Of the changes that met an existing document, those that were older than it are stale. */
    private static WriteReport report(Chunk chunk, BulkWriteResult first, Outcome later) {
        long updated = first.getMatchedCount();
        long created =
                chunk.changes().size() - updated - later.met() - later.refused().size();
        long stale = later.met() - (long) later.updated();
        return WriteReport.of(
                chunk.collection(), new Counts(created, updated + later.updated(), stale), later.refused());
    }

    private Mono<BulkWriteResult> bulk(RosterCollection collection, List<WriteModel<BsonDocument>> models) {
        return Mono.from(database.getCollection(collection.collectionName(), BsonDocument.class)
                .bulkWrite(models, UNORDERED));
    }
}
