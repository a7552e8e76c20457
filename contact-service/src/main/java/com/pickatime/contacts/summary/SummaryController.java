package com.pickatime.contacts.summary;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.Projections;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.ledger.Businesses;
import com.pickatime.contacts.store.ActiveEntries;
import com.pickatime.contacts.store.BusinessRange;
import com.pickatime.contacts.store.Fields;
import com.pickatime.contacts.store.RosterCollection;
import com.pickatime.contacts.store.RosterFields;
import com.pickatime.events.EnrollmentRole;
import com.pickatime.platform.web.Problems;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Counts a business's roster in one streaming pass over each collection. */
@RestController
class SummaryController {

    private static final int BATCH = 2_000;

    private final MongoDatabase database;
    private final ActiveEntries entries;
    private final Businesses businesses;

    SummaryController(MongoDatabase database, ActiveEntries entries, Businesses businesses) {
        this.database = database;
        this.entries = entries;
        this.businesses = businesses;
    }

    @GetMapping("/businesses/{businessId:[^:]+}/summary")
    Mono<RosterSummary> summary(@PathVariable String businessId) {
        return businesses
                .highestRevision(businessId)
                .switchIfEmpty(Mono.error(() -> Problems.notFound(
                        "Nothing of this business has come here yet. Its imports at the import service say why;"
                                + " where there are none either, check the id.")))
                .then(contacts(businessId))
                .zipWhen(contacts -> enrollments(businessId))
                .zipWith(
                        entries.of(RosterCollection.CLASSES, businessId).count(),
                        (counts, classes) -> counts.getT1()
                                .with(
                                        classes,
                                        counts.getT2().rosters().size(),
                                        counts.getT2().count()));
    }

    private Mono<ContactCounts> contacts(String businessId) {
        return entries.of(RosterCollection.SECURITY_VALUES, businessId)
                .collect(LongHashSet::new, (set, entry) -> set.add(Hashes.of(entry.sourceId())))
                .flatMap(withBirthDate -> stream(
                                RosterCollection.CONTACTS,
                                BusinessRange.of(businessId),
                                Fields.SOURCE,
                                Fields.ACTIVE,
                                RosterFields.path(RosterFields.ROLES),
                                RosterFields.path(RosterFields.AGENTS))
                        .collect(() -> new ContactCounts(withBirthDate), ContactCounts::add));
    }

    private Mono<Enrollments> enrollments(String businessId) {
        return stream(
                        RosterCollection.ENROLLMENTS,
                        and(BusinessRange.of(businessId), eq(Fields.ACTIVE, true)),
                        RosterFields.path(RosterFields.CLASS),
                        RosterFields.path(RosterFields.USER),
                        RosterFields.path(RosterFields.ROLE))
                .collect(Enrollments::new, Enrollments::add);
    }

    private Flux<RawBsonDocument> stream(RosterCollection collection, Bson filter, String... fields) {
        return Flux.from(database.getCollection(collection.collectionName(), RawBsonDocument.class)
                .find(filter)
                .projection(Projections.fields(Projections.excludeId(), Projections.include(fields)))
                .batchSize(BATCH));
    }

    /** Counts enrollments, and pairs of class and teacher, as they stream by. */
    private static final class Enrollments {

        private final LongHashSet rosters = new LongHashSet();
        private long count;

        void add(RawBsonDocument enrollment) {
            count++;
            var roster = enrollment.getDocument(Fields.ROSTER);
            if (roster.getString(RosterFields.ROLE).getValue().equals(EnrollmentRole.TEACHER.name())) {
                rosters.add(Hashes.ofPair(
                        roster.getString(RosterFields.CLASS).getValue(),
                        roster.getString(RosterFields.USER).getValue()));
            }
        }

        LongHashSet rosters() {
            return rosters;
        }

        long count() {
            return count;
        }
    }
}
