package com.pickatime.sso.federation.watch;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.mongo.Expiry;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.platform.mongo.LostRaces;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Which warnings the broker has acknowledged, so that no instance publishes them again. */
@Repository
class PublishedWarnings implements Indexed {

    /** Longer than notification-service remembers its mails, 400 days. */
    private static final Duration KEPT = Duration.ofDays(500);

    private final MongoCollection<Document> collection;

    PublishedWarnings(MongoDatabase database) {
        this.collection = database.getCollection("certificate_warnings");
    }

    /** Makes the index by which MongoDB forgets. */
    @Override
    public Mono<Void> createIndexes() {
        return Expiry.createIndex(collection, Expiry.FIELD);
    }

    Mono<Boolean> contain(CertificateWarning warning) {
        return Mono.from(collection.find(eq("_id", warning.id())).limit(1)).hasElement();
    }

    Mono<Void> add(CertificateWarning warning, Instant now) {
        var document = new Document("_id", warning.id())
                .append("businessId", warning.businessId())
                .append("publishedAt", Date.from(now))
                .append("expireAt", Date.from(now.plus(KEPT)));
        return Mono.from(collection.replaceOne(eq("_id", warning.id()), document, new ReplaceOptions().upsert(true)))
                .retryWhen(LostRaces.retry())
                .then();
    }
}
