package com.pickatime.contacts.sourceindex;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.store.BusinessRange;
import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.Projection;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.platform.ids.BusinessId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** What its source has of a business, and where it belongs, streamed from the store as it is. */
@Component
class SourceIndexEntries {

    private static final int BATCH = 2_000;

    /** What tells where an entity belongs; nothing for what belongs to the district as a whole. */
    private static final Map<RosterCollection, List<String>> BELONGING = Map.of(
            RosterCollection.ORGS, List.of(RosterFields.NAME),
            RosterCollection.CLASSES, List.of(RosterFields.SCHOOL),
            RosterCollection.ENROLLMENTS, List.of(RosterFields.SCHOOL, RosterFields.ROLE),
            RosterCollection.CONTACTS, List.of(RosterFields.ORGS, RosterFields.ROLES));

    private final MongoDatabase database;
    private final Projection projection;

    SourceIndexEntries(MongoDatabase database, Projection projection) {
        this.database = database;
        this.projection = projection;
    }

    /**
     * One entity that is present.
     *
     * @param orgs source IDs of a person's organisations, or of the school of a class or an enrollment
     * @param roles of a person, or of the person in an enrollment
     * @param name of an organisation; null for anything else
     */
    record SourceIndexEntry(
            String sourceId,
            byte[] hash,
            List<String> orgs,
            List<String> roles,
            @Nullable String name) {

        boolean belongsSomewhere() {
            return name != null || !orgs.isEmpty() || !roles.isEmpty();
        }
    }

    /** The present entities of one collection, in no particular order; asks the store only for what is requested. */
    Flux<SourceIndexEntry> of(RosterCollection collection, BusinessId businessId) {
        var fields = Stream.concat(
                        Stream.of(DocumentFields.SOURCE, DocumentFields.HASH, DocumentFields.PROJECTION),
                        BELONGING.getOrDefault(collection, List.of()).stream().map(RosterFields::path))
                .toList();
        return Flux.from(database.getCollection(collection.collectionName(), RawBsonDocument.class)
                        .find(Filters.and(BusinessRange.of(businessId), Filters.eq(DocumentFields.PRESENT, true)))
                        .projection(Projections.fields(Projections.excludeId(), Projections.include(fields)))
                        .batchSize(BATCH))
                .map(document -> entry(collection, document));
    }

    private SourceIndexEntry entry(RosterCollection collection, BsonDocument document) {
        var roster = document.getDocument(DocumentFields.ROSTER, new BsonDocument());
        return new SourceIndexEntry(
                document.getString(DocumentFields.SOURCE).getValue(),
                projection.hashOf(document),
                Stream.concat(texts(roster, RosterFields.ORGS), texts(roster, RosterFields.SCHOOL))
                        .toList(),
                Stream.concat(texts(roster, RosterFields.ROLES), texts(roster, RosterFields.ROLE))
                        .toList(),
                collection == RosterCollection.ORGS
                        ? texts(roster, RosterFields.NAME).findFirst().orElse(null)
                        : null);
    }

    /** What the field holds, be it one text or several. */
    private static Stream<String> texts(BsonDocument roster, String field) {
        var value = roster.get(field);
        if (value == null) {
            return Stream.empty();
        }
        var values = value.isArray() ? value.asArray().stream() : Stream.of(value);
        return values.filter(BsonValue::isString).map(text -> text.asString().getValue());
    }
}
