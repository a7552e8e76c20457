package com.pickatime.imports.queue;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.Sorts;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.RunState;
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
        return Flux.from(collection
                .runs()
                .find(eq(RunCollection.BUSINESS, businessId))
                .sort(Sorts.descending(RunCollection.REQUESTED_AT))
                .limit(limit));
    }

    /** Runs whose end is in the document but perhaps not on the topic. */
    public Flux<ImportRun> unannounced() {
        return Flux.from(collection
                .runs()
                .find(and(
                        in(RunCollection.STATE, RunState.HELD, RunState.FAILED), eq(RunCollection.ANNOUNCED, false))));
    }

    /** The states of all runs that were to read this uploaded file; none while no run was asked for. */
    public Flux<RunState> readingUpload(String upload) {
        return Flux.from(collection.runs().find(eq(RunCollection.UPLOAD, upload)))
                .map(ImportRun::state);
    }
}
