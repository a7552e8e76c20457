package com.pickatime.sso.signin.store;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.reactivestreams.client.MongoCollection;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import reactor.core.publisher.Mono;

/**
 * Documents with an end.
 *
 * <p>MongoDB removes them about once a minute, so queries must ask for living ones themselves.
 */
public final class Expiry {

    public static final String FIELD = "expireAt";

    private Expiry() {}

    public static Bson isAfter(Instant now) {
        return Filters.gt(FIELD, Date.from(now));
    }

    /** Makes MongoDB remove what has ended. */
    public static Mono<Void> createIndex(MongoCollection<Document> collection) {
        return Mono.from(collection.createIndex(
                        Indexes.ascending(FIELD), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS)))
                .then();
    }
}
