package com.pickatime.imports.run.queue;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.LostRaces;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Numbers each business's runs, rising by one; a number is never given twice. */
@Component
class Revisions {

    private static final String LAST = "last";

    private final MongoCollection<Document> revisions;

    Revisions(MongoDatabase database) {
        this.revisions = database.getCollection("revisions");
    }

    Mono<Long> next(BusinessId businessId) {
        return update(businessId, Updates.inc(LAST, 1L));
    }

    /** As {@link #next}, above {@code highest}: another may have given numbers that we do not remember. */
    Mono<Long> nextAbove(BusinessId businessId, long highest) {
        return update(businessId, Updates.max(LAST, highest)).then(next(businessId));
    }

    private Mono<Long> update(BusinessId businessId, Bson update) {
        return Mono.defer(() -> Mono.from(revisions.findOneAndUpdate(
                        eq("_id", businessId),
                        update,
                        new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER))))
                .retryWhen(LostRaces.retry())
                .map(document -> document.getLong(LAST));
    }
}
