package com.pickatime.contacts.summary;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.Projections;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.store.BusinessRange;
import com.pickatime.contacts.store.ContactView;
import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.Projection;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.events.EnrollmentRole;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.schemas.digest.RosterDigest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Reads all that is stored of a business once, and counts it: for the receipt what the source has, by type, and for the summary
 * what people ask for. Holds a few bytes for each contact.
 */
@Component
public class RosterCounter {

    private static final int BATCH = 2_000;

    /** Documents that one half hands to the merging: one by one the halves would wait for each other at each. */
    private static final int AT_ONCE = 500;

    /** Of each half, that wait for the other. */
    private static final int PARTS_AHEAD = 4;

    private static final Map<RosterCollection, List<String>> COUNTED = Map.of(
            RosterCollection.CONTACTS,
                    List.of(
                            DocumentFields.STATE,
                            DocumentFields.OWN,
                            RosterFields.path(RosterFields.BIRTH_DATE_HASH),
                            RosterFields.path(RosterFields.ROLES),
                            RosterFields.path(RosterFields.AGENTS)),
            RosterCollection.ENROLLMENTS,
                    List.of(
                            RosterFields.path(RosterFields.CLASS),
                            RosterFields.path(RosterFields.USER),
                            RosterFields.path(RosterFields.ROLE)));

    private final MongoDatabase database;
    private final Projection projection;

    public RosterCounter(MongoDatabase database, Projection projection) {
        this.database = database;
        this.projection = projection;
    }

    /** What the source has of one type. */
    public record TypeCount(long count, RosterDigest digest) {

        public static final TypeCount EMPTY = new TypeCount(0, RosterDigest.EMPTY);

        TypeCount plus(RosterDigest entry) {
            return new TypeCount(count + 1, digest.plus(entry));
        }
    }

    /**
     * What was counted.
     *
     * @param present for every type
     */
    public record Counted(Map<RosterCollection, TypeCount> present, RosterSummary summary) {}

    public Mono<Counted> of(BusinessId businessId) {
        return Mono.fromSupplier(Tally::new)
                .flatMap(tally -> Flux.fromIterable(RosterCollection.halves())
                        .flatMap(
                                half -> Flux.fromIterable(half)
                                        .concatMap(collection -> stored(collection, businessId)
                                                .map(document -> Stored.of(collection, document, projection))
                                                .buffer(AT_ONCE)),
                                RosterCollection.halves().size(),
                                PARTS_AHEAD)
                        // behind the merging, which hands over one at a time
                        .doOnNext(some -> some.forEach(tally::add))
                        .then(Mono.fromSupplier(tally::counted)));
    }

    /**
     * A document, which may also be of what the source has not.
     *
     * @param entry its part of the digest; null where the source has it not
     */
    private record Stored(
            RosterCollection collection,
            BsonDocument document,
            @Nullable RosterDigest entry) {

        static Stored of(RosterCollection collection, BsonDocument document, Projection projection) {
            return new Stored(
                    collection,
                    document,
                    document.getBoolean(DocumentFields.PRESENT, BsonBoolean.FALSE)
                                    .getValue()
                            ? RosterDigest.of(collection.type(), sourceId(document), projection.hashOf(document))
                            : null);
        }

        private static String sourceId(BsonDocument document) {
            return document.getString(DocumentFields.SOURCE).getValue();
        }
    }

    private Flux<BsonDocument> stored(RosterCollection collection, BusinessId businessId) {
        var fields = Stream.concat(
                        Stream.of(
                                DocumentFields.SOURCE,
                                DocumentFields.HASH,
                                DocumentFields.PROJECTION,
                                DocumentFields.PRESENT),
                        COUNTED.getOrDefault(collection, List.of()).stream())
                .toList();
        return Flux.from(database.getCollection(collection.collectionName(), BsonDocument.class)
                        .find(and(BusinessRange.of(businessId), counted(collection)))
                        .projection(Projections.fields(Projections.excludeId(), Projections.include(fields)))
                        .batchSize(BATCH))
                // the store reads on while what came is counted
                .publishOn(Schedulers.parallel(), 2 * BATCH);
    }

    /** Of contacts also those that are not there any more are counted. */
    private static Bson counted(RosterCollection collection) {
        return collection == RosterCollection.CONTACTS ? ContactView.any() : eq(DocumentFields.PRESENT, true);
    }

    private static final class Tally {

        private static final BsonString NOTHING = new BsonString("");

        private final Map<RosterCollection, TypeCount> present = new EnumMap<>(RosterCollection.class);
        private final LongHashSet withBirthDate = new LongHashSet();
        private final LongHashSet classRosters = new LongHashSet();
        private final ContactCounts contacts = new ContactCounts(withBirthDate);

        void add(Stored stored) {
            var collection = stored.collection();
            if (stored.entry() != null) {
                present.merge(collection, TypeCount.EMPTY.plus(stored.entry()), (sum, one) -> sum.plus(one.digest()));
                if (collection == RosterCollection.SECURITY_VALUES) {
                    withBirthDate.add(SourceIdHashes.of(Stored.sourceId(stored.document())));
                }
            }
            if (collection == RosterCollection.CONTACTS) {
                contacts.add(stored.document());
            } else if (collection == RosterCollection.ENROLLMENTS) {
                add(stored.document().getDocument(DocumentFields.ROSTER, new BsonDocument()));
            }
        }

        private void add(BsonDocument enrollment) {
            if (text(enrollment, RosterFields.ROLE).equals(EnrollmentRole.TEACHER.name())) {
                classRosters.add(SourceIdHashes.ofPair(
                        text(enrollment, RosterFields.CLASS), text(enrollment, RosterFields.USER)));
            }
        }

        private static String text(BsonDocument roster, String field) {
            return roster.getString(field, NOTHING).getValue();
        }

        Counted counted() {
            for (var collection : RosterCollection.values()) {
                present.putIfAbsent(collection, TypeCount.EMPTY);
            }
            return new Counted(
                    Map.copyOf(present),
                    contacts.with(
                            count(RosterCollection.CLASSES), classRosters.size(), count(RosterCollection.ENROLLMENTS)));
        }

        private long count(RosterCollection collection) {
            return present.getOrDefault(collection, TypeCount.EMPTY).count();
        }
    }
}
