package com.pickatime.contacts.completion;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;

import com.mongodb.MongoWriteException;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.ledger.ImportRun;
import com.pickatime.contacts.reading.RosterRecords;
import com.pickatime.events.ImportSummary;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.UUID;
import org.bson.Document;
import org.bson.types.Binary;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Imports that are about to be, or have been, announced as complete.
 *
 * <p>An instance claims one by a lease before it announces it. One that dies in between leaves the claim to expire; the
 * next claimant may then publish the event a second time, under the same event id.
 */
@Component
public class Completions {

    private static final String ID = "_id";
    private static final String BUSINESS = "businessId";
    private static final String REVISION = "revision";
    private static final String BARRIER = "barrier";
    private static final String STATE = "state";
    private static final String OPEN = "OPEN";
    private static final String ANNOUNCED = "ANNOUNCED";
    private static final String CLAIMABLE_AT = "claimableAt";
    private static final String CLAIMED_BY = "claimedBy";
    private static final String ANNOUNCED_AT = "announcedAt";
    private static final String DIFFERENCES = "differences";
    private static final int RACES = 3;

    private final MongoCollection<Document> collection;
    private final RosterRecords records;
    private final Clock clock;
    private final String instance = UUID.randomUUID().toString();

    Completions(MongoDatabase database, RosterRecords records, Clock clock) {
        this.collection = database.getCollection("completions");
        this.records = records;
        this.clock = clock;
    }

    /** How the announcement of an import stands. */
    public record Announcement(boolean made, int differences) {}

    /** Notes that a barrier of an import was seen; only the first one matters. */
    public Mono<Void> open(ImportRun run, byte[] barrier) {
        return Mono.from(collection.updateOne(
                        eq(ID, run.importId()),
                        combine(
                                setOnInsert(BUSINESS, run.businessId()),
                                setOnInsert(REVISION, run.revision()),
                                setOnInsert(BARRIER, new Binary(barrier)),
                                setOnInsert(STATE, OPEN),
                                setOnInsert(CLAIMABLE_AT, new Date(0))),
                        new UpdateOptions().upsert(true)))
                .retryWhen(Retry.max(RACES).filter(MongoWriteException.class::isInstance))
                .then();
    }

    /** Empty while no barrier of the import was seen. */
    public Mono<Announcement> announcement(String importId) {
        return Mono.from(collection.find(eq(ID, importId)).first())
                .map(document -> new Announcement(
                        ANNOUNCED.equals(document.getString(STATE)), document.getInteger(DIFFERENCES, 0)));
    }

    /** Those that nobody has announced or is announcing. */
    Flux<Completion> due() {
        return Flux.from(collection.find(and(eq(STATE, OPEN), lte(CLAIMABLE_AT, Date.from(clock.instant())))))
                .map(Completions::completion);
    }

    /** What the import found and planned; read away from the caller's thread, because the schema registry may be asked. */
    Mono<ImportSummary> summary(Completion completion) {
        return Mono.fromCallable(() -> records.barrier(completion.barrier()).getSummary())
                .subscribeOn(Schedulers.boundedElastic());
    }

    /** Takes the right to announce for the time of a lease; empty if somebody else has it. */
    Mono<Completion> claim(Completion completion, Duration lease) {
        var now = clock.instant();
        return Mono.from(collection.updateOne(
                        and(eq(ID, completion.run().importId()), eq(STATE, OPEN), lte(CLAIMABLE_AT, Date.from(now))),
                        combine(set(CLAIMED_BY, instance), set(CLAIMABLE_AT, Date.from(now.plus(lease))))))
                .filter(result -> result.getMatchedCount() == 1)
                .map(result -> completion);
    }

    /** Gives the right back, to be taken again after a while. */
    Mono<Void> release(Completion completion, Duration after) {
        return Mono.from(collection.updateOne(
                        and(eq(ID, completion.run().importId()), eq(STATE, OPEN), eq(CLAIMED_BY, instance)),
                        set(CLAIMABLE_AT, Date.from(clock.instant().plus(after)))))
                .then();
    }

    /** Notes that the broker acknowledged the announcement. */
    Mono<Void> announced(Completion completion, int differences) {
        return Mono.from(collection.updateOne(
                        eq(ID, completion.run().importId()),
                        combine(
                                set(STATE, ANNOUNCED),
                                set(DIFFERENCES, differences),
                                set(ANNOUNCED_AT, Date.from(clock.instant())))))
                .then();
    }

    private static Completion completion(Document document) {
        return new Completion(
                new ImportRun(document.getString(ID), document.getString(BUSINESS), document.getLong(REVISION)),
                document.get(BARRIER, Binary.class).getData());
    }
}
