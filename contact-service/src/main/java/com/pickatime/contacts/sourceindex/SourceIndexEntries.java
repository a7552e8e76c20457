package com.pickatime.contacts.sourceindex;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.store.BusinessRange;
import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.Projection;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.platform.crypto.KeyedHash;
import com.pickatime.platform.crypto.PersonHashes;
import com.pickatime.platform.ids.BusinessId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** What its source has of a business, and where it belongs, streamed from the store as it is. */
@Component
class SourceIndexEntries {

    private static final int BATCH = 2_000;

    /** What tells where an entity belongs; nothing for what belongs to the district as a whole. */
    private static final Map<RosterCollection, List<String>> BELONGING = Map.of(
            RosterCollection.ORGS, List.of(RosterFields.NAME),
            RosterCollection.CLASSES, List.of(RosterFields.SCHOOL),
            RosterCollection.ENROLLMENTS, List.of(RosterFields.SCHOOL, RosterFields.ROLE),
            RosterCollection.CONTACTS,
                    List.of(
                            RosterFields.ORGS,
                            RosterFields.ROLES,
                            RosterFields.GIVEN_NAME,
                            RosterFields.FAMILY_NAME,
                            RosterFields.IDENTIFIER,
                            RosterFields.EMAIL),
            RosterCollection.SECURITY_VALUES, List.of(RosterFields.BIRTH_DATE_HASH));

    private final MongoDatabase database;
    private final Projection projection;
    private final KeyedHash hash;

    SourceIndexEntries(MongoDatabase database, Projection projection, KeyedHash hash) {
        this.database = database;
        this.projection = projection;
        this.hash = hash;
    }

    /**
     * One entity that is or was present.
     *
     * @param orgs source IDs of a person's organisations, or of the school of a class or an enrollment
     * @param roles of a person, or of the person in an enrollment
     * @param name of an organisation; null for anything else
     * @param identity keyed hash of a person's name, or of the birth date of demographics; null where it tells nothing
     * @param identifier keyed hash of the district's own number for a person; null for none
     * @param email keyed hash of a person's address; null for none
     * @param quarantined whether somebody has to decide first who a person is
     * @param gone whether it is not present any more
     */
    record SourceIndexEntry(
            String sourceId,
            byte[] hash,
            List<String> orgs,
            List<String> roles,
            @Nullable String name,
            byte @Nullable [] identity,
            byte @Nullable [] identifier,
            byte @Nullable [] email,
            boolean quarantined,
            boolean gone) {

        boolean hasMore() {
            return name != null
                    || !orgs.isEmpty()
                    || !roles.isEmpty()
                    || identity != null
                    || identifier != null
                    || email != null
                    || quarantined;
        }
    }

    /**
     * The present entities of one collection, in no particular order; asks the store for little more than what is requested.
     *
     * @param gone after them also the people and birth dates that are gone and by which somebody may be known
     */
    Flux<SourceIndexEntry> of(RosterCollection collection, BusinessId businessId, boolean gone) {
        var present = find(collection, businessId, true);
        return gone && (collection == RosterCollection.CONTACTS || collection == RosterCollection.SECURITY_VALUES)
                ? present.concatWith(find(collection, businessId, false)
                        .filter(entry -> entry.identity() != null || entry.quarantined()))
                : present;
    }

    private Flux<SourceIndexEntry> find(RosterCollection collection, BusinessId businessId, boolean present) {
        var fields = Stream.of(
                        Stream.of(DocumentFields.SOURCE, DocumentFields.HASH, DocumentFields.PROJECTION),
                        collection == RosterCollection.CONTACTS ? Identity.TOLD_BY.stream() : Stream.<String>empty(),
                        BELONGING.getOrDefault(collection, List.of()).stream().map(RosterFields::path))
                .flatMap(paths -> paths)
                .toList();
        return Flux.from(database.getCollection(collection.collectionName(), BsonDocument.class)
                        .find(Filters.and(
                                BusinessRange.of(businessId),
                                present
                                        ? Filters.eq(DocumentFields.PRESENT, true)
                                        : Filters.and(
                                                Filters.eq(DocumentFields.PRESENT, false),
                                                Filters.exists(DocumentFields.SOURCE),
                                                Filters.exists(DocumentFields.HASH))))
                        .projection(Projections.fields(Projections.excludeId(), Projections.include(fields)))
                        .batchSize(BATCH))
                // the store reads on while what came is written
                .publishOn(Schedulers.parallel(), 2 * BATCH)
                .map(document -> entry(collection, businessId, document, !present));
    }

    private SourceIndexEntry entry(
            RosterCollection collection, BusinessId businessId, BsonDocument document, boolean gone) {
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
                        : null,
                switch (collection) {
                    case CONTACTS -> Identity.isTold(document) ? name(businessId, roster) : null;
                    case SECURITY_VALUES ->
                        roster.containsKey(RosterFields.BIRTH_DATE_HASH)
                                ? roster.getBinary(RosterFields.BIRTH_DATE_HASH).getData()
                                : null;
                    default -> null;
                },
                collection == RosterCollection.CONTACTS && !gone
                        ? hashed(
                                roster,
                                RosterFields.IDENTIFIER,
                                text -> PersonHashes.identifier(hash, businessId, text))
                        : null,
                collection == RosterCollection.CONTACTS && !gone
                        ? hashed(roster, RosterFields.EMAIL, text -> PersonHashes.email(hash, businessId, text))
                        : null,
                Identity.isQuarantined(document),
                gone);
    }

    private byte[] name(BusinessId businessId, BsonDocument roster) {
        return PersonHashes.name(
                hash, businessId, text(roster, RosterFields.GIVEN_NAME), text(roster, RosterFields.FAMILY_NAME));
    }

    private static byte @Nullable [] hashed(BsonDocument roster, String field, Function<String, byte[]> hashing) {
        var value = text(roster, field);
        return value == null ? null : hashing.apply(value);
    }

    private static @Nullable String text(BsonDocument roster, String field) {
        return texts(roster, field).findFirst().orElse(null);
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
