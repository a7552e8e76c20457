package com.pickatime.imports.run.queue;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.RunSettings;
import com.pickatime.imports.store.ReadableDocuments;
import com.pickatime.platform.mongo.Expiry;
import com.pickatime.platform.mongo.Indexed;
import org.bson.Document;
import org.bson.types.Binary;
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
    static final String STARTED_AT = "startedAt";

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
    static final String UNTOLD = "untold";

    static final String FAILURE = "failure";
    static final String FAILURE_CODE = "failure.code";

    private final MongoCollection<ImportRun> runs;
    private final ReadableDocuments<ImportRun> readable;
    private final RunSettings settings;

    RunCollection(MongoDatabase database, RunSettings settings) {
        this.runs = database.getCollection("import_runs", ImportRun.class);
        this.readable = new ReadableDocuments<>(runs, BUSINESS);
        this.settings = settings;
    }

    MongoCollection<ImportRun> runs() {
        return runs;
    }

    /** Runs of any business, each read by itself. */
    ReadableDocuments<ImportRun> readable() {
        return readable;
    }

    /** Bytes that were written down with a run; nothing when there are none. */
    Mono<byte[]> bytes(String importId, String field) {
        return Mono.from(runs.withDocumentClass(Document.class)
                        .find(eq(ID, importId))
                        .projection(Projections.include(field))
                        .first())
                .mapNotNull(found -> found.get(field, Binary.class))
                .map(Binary::getData);
    }

    @Override
    public Mono<Void> createIndexes() {
        return Flux.concat(
                        runs.createIndex(Indexes.ascending(SLOT), new IndexOptions().unique(true)),
                        runs.createIndex(
                                Indexes.compoundIndex(Indexes.ascending(BUSINESS), Indexes.descending(REQUESTED_AT))),
                        runs.createIndex(Indexes.ascending(STATE)),
                        runs.createIndex(Indexes.ascending(UPLOAD), new IndexOptions().sparse(true)),
                        Expiry.createIndex(runs, FINISHED_AT, settings.history()))
                .then();
    }
}
