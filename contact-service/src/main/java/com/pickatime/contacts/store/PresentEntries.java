package com.pickatime.contacts.store;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.reactivestreams.client.MongoDatabase;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** What its source has of a business, by source ID and content hash, streamed from the store as it is. */
@Component
public class PresentEntries {

    private static final int BATCH = 2_000;
    private static final Bson ID_AND_HASH =
            Projections.fields(Projections.excludeId(), Projections.include(Fields.SOURCE, Fields.HASH));

    private final MongoDatabase database;

    public PresentEntries(MongoDatabase database) {
        this.database = database;
    }

    /** One entity that is present. */
    public record Entry(String sourceId, byte[] hash) {}

    /** The present entities of one collection, in no particular order; asks the store only for what is requested. */
    public Flux<Entry> of(RosterCollection collection, String businessId) {
        var entries = database.getCollection(collection.collectionName(), RawBsonDocument.class)
                .find(Filters.and(BusinessRange.of(businessId), Filters.eq(Fields.PRESENT, true)))
                .projection(ID_AND_HASH)
                .batchSize(BATCH);
        return Flux.from(entries)
                .map(document -> new Entry(
                        document.getString(Fields.SOURCE).getValue(),
                        document.getBinary(Fields.HASH).getData()));
    }
}
