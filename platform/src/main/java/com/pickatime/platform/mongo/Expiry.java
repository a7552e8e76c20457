package com.pickatime.platform.mongo;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.reactivestreams.client.MongoCollection;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import org.bson.conversions.Bson;
import reactor.core.publisher.Mono;

/**
 * Documents with an end.
 *
 * <p>MongoDB removes them about once a minute, so queries must ask for living ones themselves.
 */
public final class Expiry {

    /** The usual name of the date at which a document ends. */
    public static final String FIELD = "expireAt";

    private Expiry() {}

    /** Those that end, by {@link #FIELD}, after now. */
    public static Bson isAfter(Instant now) {
        return Filters.gt(FIELD, Date.from(now));
    }

    /** Makes MongoDB remove a document at the date in this field; one without it stays. */
    public static Mono<Void> createIndex(MongoCollection<?> collection, String field) {
        return createIndex(collection, field, Duration.ZERO);
    }

    /** The same some time after that date; MongoDB counts whole seconds. */
    public static Mono<Void> createIndex(MongoCollection<?> collection, String field, Duration after) {
        var expiry = new IndexOptions().expireAfter(after.toSeconds(), TimeUnit.SECONDS);
        return Mono.from(collection.createIndex(Indexes.ascending(field), expiry))
                .then();
    }
}
