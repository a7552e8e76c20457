package com.pickatime.imports.queue;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.nin;

import com.mongodb.client.model.Sorts;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.RunState;
import java.util.EnumSet;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All runs, to look at. */
@Component
public class ImportRuns {

    private static final EnumSet<RunState> ENDED =
            EnumSet.of(RunState.PLANNED, RunState.COMPLETED, RunState.FAILED, RunState.SUPERSEDED);

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

    /** Names of the uploaded files that some run may still read. */
    public Flux<String> uploadsInUse() {
        return Flux.from(collection.runs().find(and(nin(RunCollection.STATE, ENDED), ne("order.upload", null))))
                .mapNotNull(run -> run.order().upload());
    }
}
