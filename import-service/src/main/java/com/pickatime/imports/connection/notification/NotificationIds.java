package com.pickatime.imports.connection.notification;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.mongo.DuplicateKeys;
import com.pickatime.platform.mongo.Expiry;
import com.pickatime.platform.mongo.Indexed;
import java.time.Clock;
import java.util.Date;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Ids of notifications that were taken in, each used once.
 *
 * <p>An id is claimed before its notification is published and used up after that. A claim that comes to nothing is given
 * back, or ends by itself when the process that holds it dies.
 */
@Component
class NotificationIds implements Indexed {

    private static final String ID = "_id";
    private static final String PUBLISHED = "published";
    private static final String RECEIVED_AT = "receivedAt";
    private static final String CLAIMANT = "claimant";

    private final MongoCollection<Document> ids;
    private final NotificationSettings settings;
    private final Clock clock;

    NotificationIds(MongoDatabase database, NotificationSettings settings, Clock clock) {
        this.ids = database.getCollection("notification_ids");
        this.settings = settings;
        this.clock = clock;
    }

    /** What an id is good for. */
    enum Claim {
        /** It is ours to publish. */
        OURS,
        /** Somebody is publishing it at this moment. */
        TAKEN,
        /** It is on the topic. */
        USED
    }

    @Override
    public Mono<Void> createIndexes() {
        return Expiry.createIndex(ids, RECEIVED_AT, settings.memory());
    }

    /** @param claimant names this one try to publish it */
    Mono<Claim> claim(String id, String claimant) {
        var claimed = new Document(ID, id)
                .append(PUBLISHED, false)
                .append(RECEIVED_AT, now())
                .append(CLAIMANT, claimant);
        return Mono.from(ids.insertOne(claimed))
                .thenReturn(Claim.OURS)
                .onErrorResume(DuplicateKeys::isCauseOf, seen -> claimAgain(id, claimant));
    }

    /** Uses the id up. */
    Mono<Void> used(String id) {
        return Mono.from(ids.updateOne(eq(ID, id), Updates.set(PUBLISHED, true)))
                .then();
    }

    /** Makes the id usable again, unless somebody else has claimed it since. */
    Mono<Void> giveBack(String id, String claimant) {
        return Mono.from(ids.deleteOne(and(unpublished(id), eq(CLAIMANT, claimant))))
                .then();
    }

    private Mono<Claim> claimAgain(String id, String claimant) {
        var ended = lt(RECEIVED_AT, Date.from(clock.instant().minus(settings.claim())));
        var claimed = Updates.combine(Updates.set(RECEIVED_AT, now()), Updates.set(CLAIMANT, claimant));
        return Mono.from(ids.updateOne(and(unpublished(id), ended), claimed))
                .flatMap(result -> result.getModifiedCount() == 1 ? Mono.just(Claim.OURS) : look(id));
    }

    private Mono<Claim> look(String id) {
        return Mono.from(ids.find(eq(ID, id)).first())
                .map(seen -> Boolean.TRUE.equals(seen.getBoolean(PUBLISHED)) ? Claim.USED : Claim.TAKEN)
                .defaultIfEmpty(Claim.TAKEN);
    }

    private static Bson unpublished(String id) {
        return and(eq(ID, id), eq(PUBLISHED, false));
    }

    private Date now() {
        return Date.from(clock.instant());
    }
}
