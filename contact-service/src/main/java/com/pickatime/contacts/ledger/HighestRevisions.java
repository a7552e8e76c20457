package com.pickatime.contacts.ledger;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.store.StoreFaults;
import com.pickatime.platform.ids.BusinessId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The highest revision that was ever written for each business.
 *
 * <p>It is noted before a batch is written, so whoever finds the same number before and after reading a roster knows that
 * no later import touched it in between.
 */
@Component
public class HighestRevisions {

    private static final Logger log = LoggerFactory.getLogger(HighestRevisions.class);

    private static final String ID = "_id";
    private static final String REVISION = "highestRevision";
    private static final int RACES = 3;

    private final MongoCollection<Document> collection;
    private final Map<BusinessId, Long> noted = new ConcurrentHashMap<>();

    public HighestRevisions(MongoDatabase database) {
        this.collection = database.getCollection("businesses");
    }

    /** Notes revisions by business; a lower one than known changes nothing, and one noted before costs nothing. */
    public Mono<Void> note(Map<BusinessId, Long> revisions) {
        var higher = new HashMap<>(revisions);
        higher.entrySet().removeIf(entry -> entry.getValue() <= noted.getOrDefault(entry.getKey(), 0L));
        return higher.isEmpty() ? Mono.empty() : write(higher).doOnSuccess(done -> remember(higher));
    }

    /** After the store turned out to have lost something: what was noted must be noted again. */
    public void forget() {
        noted.clear();
    }

    private void remember(Map<BusinessId, Long> revisions) {
        revisions.forEach((businessId, revision) -> noted.merge(businessId, revision, Math::max));
    }

    private Mono<Void> write(Map<BusinessId, Long> revisions) {
        var notes = revisions.entrySet().stream()
                .map(entry -> (WriteModel<Document>) new UpdateOneModel<Document>(
                        eq(ID, entry.getKey()),
                        Updates.max(REVISION, entry.getValue()),
                        new UpdateOptions().upsert(true)))
                .toList();
        return Mono.from(collection.bulkWrite(notes, new BulkWriteOptions().ordered(false)))
                .retryWhen(Retry.max(RACES).filter(StoreFaults::isRace))
                .onErrorResume(StoreFaults::blamesADocument, failure -> {
                    log.error(
                            "the store does not take the highest revision of one of the businesses {}: its receipts may"
                                    + " compare with a later import",
                            revisions.keySet(),
                            failure);
                    return Mono.empty();
                })
                .then();
    }

    /** The highest revision; empty if nothing was ever written for the business. */
    public Mono<Long> of(BusinessId businessId) {
        return Mono.from(collection.find(eq(ID, businessId)).first())
                .mapNotNull(document -> document.get(REVISION, Number.class))
                .map(Number::longValue);
    }
}
