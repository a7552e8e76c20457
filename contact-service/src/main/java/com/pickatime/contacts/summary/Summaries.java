package com.pickatime.contacts.summary;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.model.UpdateOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.DuplicateKeys;
import com.pickatime.platform.mongo.Lease;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The last count of each business, so that nobody has to count a whole roster to see its numbers. */
@Component
public class Summaries {

    /** Longer than the largest roster takes to be counted. */
    static final Duration LEASE = Duration.ofMinutes(10);

    private static final String ID = "_id";
    private static final String REVISION = "revision";
    private static final String OUTDATED = "outdated";
    private static final String CHANGE = "lastChange";
    private static final String COUNTED_AT = "countedAt";
    private static final String BY_ROLE = "contactsByRole";
    private static final String PEOPLE = "people";
    private static final String CLASSES = "classes";
    private static final String CLASS_ROSTERS = "classRosters";
    private static final String ENROLLMENTS = "enrollments";
    private static final String RELATIONSHIPS = "relationships";
    private static final String WITHOUT_BIRTH_DATE = "studentsWithoutBirthDate";
    private static final String INACTIVE = "inactive";
    private static final String DUPLICATES = "duplicateContacts";

    private final MongoCollection<Document> collection;
    private final Clock clock;
    private final Lease lease;

    public Summaries(MongoDatabase database, Clock clock) {
        this.collection = database.getCollection("summaries");
        this.clock = clock;
        this.lease = new Lease(
                collection, "countedBy", "countableAt", UUID.randomUUID().toString(), clock);
    }

    /**
     * A business whose count is not right any more.
     *
     * @param revision that it was counted at
     * @param change names the last change that was noted
     */
    record Outdated(BusinessId businessId, long revision, Object change) {}

    /**
     * Notes that people were changed otherwise than by an import, and who counts with them; a business that was never counted needs no
     * note.
     */
    public Mono<Void> outdate(BusinessId businessId) {
        return Mono.defer(() -> {
            var change = new ObjectId();
            return Mono.from(collection.updateOne(
                            eq(ID, businessId), combine(set(OUTDATED, change), set(CHANGE, change))))
                    .then();
        });
    }

    /** A change that is noted before it begins and when it is made, so that {@link #lastChange} is another one meanwhile, too. */
    public <T> Mono<T> outdating(BusinessId businessId, Mono<T> change) {
        return outdate(businessId)
                .then(change)
                .flatMap(changed -> outdate(businessId).thenReturn(changed));
    }

    /** Names the last change that was noted, counted or not: where it is the same as before, nothing was changed. Empty for none. */
    public Mono<String> lastChange(BusinessId businessId) {
        return Mono.from(collection.find(eq(ID, businessId)).first())
                .mapNotNull(document -> document.getObjectId(CHANGE))
                .map(ObjectId::toHexString);
    }

    Flux<Outdated> outdated() {
        return Flux.from(collection.find(exists(OUTDATED)))
                .map(document -> new Outdated(
                        new BusinessId(document.getString(ID)),
                        document.getLong(REVISION),
                        Objects.requireNonNull(document.get(OUTDATED))));
    }

    /** Takes the right to count for the time of a lease; empty if somebody else has it, or is done. */
    Mono<Outdated> claim(Outdated outdated) {
        return lease.take(same(outdated), LEASE).map(end -> outdated);
    }

    /** Gives the right back. */
    Mono<Void> release(Outdated outdated) {
        return lease.keep(eq(ID, outdated.businessId()), Duration.ZERO).then();
    }

    /** Notes that it was counted; a change that was noted meanwhile stays to be counted. */
    Mono<Void> counted(Outdated outdated) {
        return Mono.from(collection.updateOne(same(outdated), unset(OUTDATED))).then();
    }

    private static Bson same(Outdated outdated) {
        return and(eq(ID, outdated.businessId()), eq(OUTDATED, outdated.change()));
    }

    /** What was counted, and when. */
    record Dated(RosterSummary summary, Instant countedAt) {}

    /** Keeps what was counted when the business was at {@code revision}, unless a later one was counted already. */
    public Mono<Void> save(BusinessId businessId, long revision, RosterSummary summary) {
        return Mono.defer(() -> Mono.from(collection.updateOne(
                        and(eq(ID, businessId), lte(REVISION, revision)),
                        combine(
                                set(REVISION, revision),
                                set(COUNTED_AT, Date.from(clock.instant())),
                                set(BY_ROLE, new Document(Map.copyOf(summary.contactsByRole()))),
                                set(PEOPLE, summary.people()),
                                set(CLASSES, summary.classes()),
                                set(CLASS_ROSTERS, summary.classRosters()),
                                set(ENROLLMENTS, summary.enrollments()),
                                set(RELATIONSHIPS, summary.relationships()),
                                set(WITHOUT_BIRTH_DATE, summary.studentsWithoutBirthDate()),
                                set(INACTIVE, summary.inactive()),
                                set(DUPLICATES, summary.duplicateContacts())),
                        new UpdateOptions().upsert(true))))
                .then()
                // a later count is there, or came in this moment
                .onErrorResume(DuplicateKeys::isCauseOf, later -> Mono.empty());
    }

    /** Empty if the business was never counted. */
    Mono<Dated> last(BusinessId businessId) {
        return Mono.from(collection.find(eq(ID, businessId)).first())
                .map(document -> new Dated(
                        new RosterSummary(
                                byRole(document.get(BY_ROLE, new Document())),
                                document.getLong(PEOPLE),
                                document.getLong(CLASSES),
                                document.getLong(CLASS_ROSTERS),
                                document.getLong(ENROLLMENTS),
                                document.getLong(RELATIONSHIPS),
                                document.getLong(WITHOUT_BIRTH_DATE),
                                document.getLong(INACTIVE),
                                document.getLong(DUPLICATES)),
                        document.getDate(COUNTED_AT).toInstant()));
    }

    private static Map<String, Long> byRole(Document counts) {
        return counts.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> ((Number) entry.getValue()).longValue()));
    }
}
