package com.pickatime.sso.logout;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.Expiry;
import com.pickatime.platform.mongo.Indexed;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import org.bson.Document;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Logout requests of ours that identity providers have not answered yet. */
@Repository
class SentLogoutRequests implements Indexed {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final MongoCollection<Document> logouts;
    private final Clock clock;

    SentLogoutRequests(MongoDatabase database, Clock clock) {
        this.logouts = database.getCollection("sent_logouts");
        this.clock = clock;
    }

    @Override
    public Mono<Void> createIndexes() {
        return Expiry.createIndex(logouts, Expiry.FIELD);
    }

    Mono<Void> add(BusinessId businessId, String requestId) {
        return Mono.from(logouts.insertOne(new Document("_id", requestId)
                        .append("businessId", businessId)
                        .append(Expiry.FIELD, Date.from(clock.instant().plus(PATIENCE)))))
                .then();
    }

    /** Whether the business's identity provider was asked and has not answered; after that it has. */
    Mono<Boolean> take(BusinessId businessId, String requestId) {
        return Mono.from(logouts.findOneAndDelete(
                        and(eq("_id", requestId), eq("businessId", businessId), Expiry.isAfter(clock.instant()))))
                .hasElement();
    }
}
