package com.pickatime.imports.run.queue;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.RunState;
import org.bson.Document;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All runs, to look at. */
@Component
public class ImportRuns {

    private final RunCollection collection;

    ImportRuns(RunCollection collection) {
        this.collection = collection;
    }

    /** The run, or nothing when there is none of that id. */
    public Mono<ImportRun> find(String importId) {
        return Mono.from(collection.runs().find(eq(RunCollection.ID, importId)).first());
    }

    /** The run, if it is one of this business. */
    public Mono<ImportRun> find(String businessId, String importId) {
        return find(importId).filter(run -> run.businessId().equals(businessId));
    }

    /** A business's latest runs, the last requested first. */
    public Flux<ImportRun> latest(String businessId, int limit) {
        return collection
                .readable()
                .find(
                        eq(RunCollection.BUSINESS, businessId),
                        found -> found.sort(Sorts.descending(RunCollection.REQUESTED_AT))
                                .limit(limit));
    }

    /** Runs whose end is in the document but perhaps not on the topic. */
    public Flux<ImportRun> unannounced() {
        return collection
                .readable()
                .find(and(
                        in(RunCollection.STATE, RunState.HELD, RunState.FAILED, RunState.COMPLETED),
                        eq(RunCollection.ANNOUNCED, false)));
    }

    /** The event about a run that is still to be published; nothing when there is none. */
    public Mono<byte[]> untold(ImportRun run) {
        return collection.bytes(run.importId(), RunCollection.UNTOLD);
    }

    /** The barriers that a run's worker wrote down before it published them; nothing when it did not come that far. */
    public Mono<byte[]> barriers(ImportRun run) {
        return collection.bytes(run.importId(), RunCollection.BARRIERS);
    }

    /**
     * Whether the contact service may not have applied yet what earlier runs of the business have published: the last
     * one that began to publish was not confirmed.
     */
    public Mono<Boolean> isAnythingUnconfirmed(String businessId) {
        return Mono.from(collection
                        .runs()
                        .withDocumentClass(Document.class)
                        .find(and(eq(RunCollection.BUSINESS, businessId), exists(RunCollection.PUBLISHING_SINCE)))
                        .sort(Sorts.descending(RunCollection.REVISION))
                        .projection(Projections.include(RunCollection.STATE))
                        .first())
                .map(last -> !RunState.COMPLETED.name().equals(last.getString(RunCollection.STATE)))
                .defaultIfEmpty(false);
    }

    /** The states of all runs that were to read this uploaded file, the spoilt ones left out; none while no run was asked for. */
    public Flux<RunState> readingUpload(String upload) {
        return collection.readable().find(eq(RunCollection.UPLOAD, upload)).map(ImportRun::state);
    }
}
