package com.pickatime.imports.queue;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.mongo.DuplicateKeys;
import org.bson.Document;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Numbers each business's runs, rising by one; a number is never given twice. */
@Component
class Revisions {

    private static final String LAST = "last";

    private final MongoCollection<Document> revisions;

    Revisions(MongoDatabase database) {
        this.revisions = database.getCollection("revisions");
    }

    Mono<Long> next(String businessId) {
        return Mono.defer(() -> Mono.from(revisions.findOneAndUpdate(
                        eq("_id", businessId),
                        Updates.inc(LAST, 1L),
                        new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER))))
                // two first upserts of one document may collide; the second finds it there
                .retryWhen(Retry.max(2).filter(DuplicateKeys::isCauseOf))
                .map(document -> document.getLong(LAST));
    }
}
