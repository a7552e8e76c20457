package com.pickatime.contacts.directory;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.model.UpdateOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.DuplicateKeys;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import reactor.core.publisher.Mono;

/** One thing that events say of each business, and of that the latest, in whatever order they come. */
final class LatestSaid {

    private static final String ID = "_id";
    private static final String OCCURRED_AT = "occurredAt";

    private final MongoCollection<Document> collection;
    private final String field;

    LatestSaid(MongoCollection<Document> collection, String field) {
        this.collection = collection;
        this.field = field;
    }

    /** Empty where nothing was said. */
    Mono<String> of(BusinessId business) {
        return Mono.from(collection.find(eq(ID, business)).first()).map(document -> document.getString(field));
    }

    /** Enters what an event said, unless something newer is known. */
    Mono<Void> learn(BusinessId business, String said, Instant occurredAt) {
        var when = Date.from(occurredAt);
        var entry = Mono.from(collection.updateOne(
                and(eq(ID, business), lt(OCCURRED_AT, when)),
                combine(set(field, said), set(OCCURRED_AT, when)),
                new UpdateOptions().upsert(true)));
        // finding nothing older, the store inserts; that fails on the id if what is known is as new
        return entry.onErrorResume(DuplicateKeys::isCauseOf, lostRace -> entry)
                .onErrorComplete(DuplicateKeys::isCauseOf)
                .then();
    }
}
