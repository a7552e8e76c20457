package com.pickatime.imports.queue;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.platform.mongo.Indexed;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The collection of run documents, and the names of the fields that decide. */
@Component
class RunCollection implements Indexed {

    static final String ID = "_id";
    static final String BUSINESS = "businessId";
    static final String STATE = "state";
    static final String SLOT = "slot";
    static final String REVISION = "revision";
    static final String REQUESTED_AT = "requestedAt";
    static final String FINISHED_AT = "finishedAt";
    static final String LEASE = "lease";
    static final String LEASE_OWNER = "lease.owner";
    static final String LEASE_UNTIL = "lease.until";
    static final String ANNOUNCED = "announced";
    static final String UPLOAD = "order.upload";
    static final String SUCCESSOR = "successor";

    private final MongoCollection<ImportRun> runs;
    private final RunSettings settings;

    RunCollection(MongoDatabase database, RunSettings settings) {
        this.runs = database.getCollection("import_runs", ImportRun.class);
        this.settings = settings;
    }

    MongoCollection<ImportRun> runs() {
        return runs;
    }

    @Override
    public Mono<Void> createIndexes() {
        return Flux.concat(
                        runs.createIndex(Indexes.ascending(SLOT), new IndexOptions().unique(true)),
                        runs.createIndex(
                                Indexes.compoundIndex(Indexes.ascending(BUSINESS), Indexes.descending(REQUESTED_AT))),
                        runs.createIndex(Indexes.ascending(STATE)),
                        runs.createIndex(Indexes.ascending(UPLOAD), new IndexOptions().sparse(true)),
                        runs.createIndex(
                                Indexes.ascending(FINISHED_AT),
                                new IndexOptions()
                                        .expireAfter(settings.history().toSeconds(), TimeUnit.SECONDS)))
                .then();
    }
}
