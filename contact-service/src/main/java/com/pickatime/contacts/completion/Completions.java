package com.pickatime.contacts.completion;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;

import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.ledger.ImportRun;
import com.pickatime.contacts.ledger.LedgerSettings;
import com.pickatime.contacts.reading.RosterRecords;
import com.pickatime.contacts.store.StoreFaults;
import com.pickatime.events.ImportSummary;
import com.pickatime.platform.mongo.Expiry;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.platform.mongo.Lease;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Objects;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Imports that are about to be, or have been, announced as complete.
 *
 * <p>An instance claims one by a short lease, and renews it for as long as it works on the announcement. One that dies in
 * between leaves the claim to expire; the next claimant may then publish the event a second time, under the same event id.
 */
@Component
public class Completions implements Indexed {

    private static final Logger log = LoggerFactory.getLogger(Completions.class);

    private static final String ID = "_id";
    private static final String BUSINESS = "businessId";
    private static final String REVISION = "revision";
    private static final String BARRIER = "barrier";
    private static final String STATE = "state";
    private static final String OPEN = "OPEN";
    private static final String ANNOUNCED = "ANNOUNCED";
    private static final String UNREADABLE = "UNREADABLE";
    private static final String CLAIMABLE_AT = "claimableAt";
    private static final String CLAIMED_BY = "claimedBy";
    private static final String ANNOUNCED_AT = "announcedAt";
    private static final String DIFFERENCES = "differences";
    private static final String EXPIRE_AT = "expireAt";
    private static final int RACES = 3;

    private final MongoCollection<Document> collection;
    private final RosterRecords records;
    private final CompletionSettings settings;
    private final LedgerSettings ledger;
    private final Clock clock;
    private final Lease lease;

    Completions(
            MongoDatabase database,
            RosterRecords records,
            CompletionSettings settings,
            LedgerSettings ledger,
            Clock clock) {
        this.collection = database.getCollection("completions");
        this.records = records;
        this.settings = settings;
        this.ledger = ledger;
        this.clock = clock;
        this.lease = new Lease(
                collection, CLAIMED_BY, CLAIMABLE_AT, UUID.randomUUID().toString(), clock);
    }

    /** What every sweep looks for, and the end of what nobody asks for any more. */
    @Override
    public Mono<Void> createIndexes() {
        return Mono.from(collection.createIndex(Indexes.ascending(STATE, CLAIMABLE_AT)))
                .then(Expiry.createIndex(collection, EXPIRE_AT));
    }

    /** How the announcement of an import stands. */
    public record Announcement(boolean made, int differences) {}

    /** Notes that a barrier of an import was seen; only the first one matters. */
    public Mono<Void> open(ImportRun run, byte[] barrier) {
        return Mono.defer(() -> Mono.from(collection.updateOne(
                        eq(ID, run.importId()),
                        combine(
                                setOnInsert(BUSINESS, run.businessId()),
                                setOnInsert(REVISION, run.revision()),
                                setOnInsert(BARRIER, new Binary(barrier)),
                                setOnInsert(STATE, OPEN),
                                setOnInsert(CLAIMABLE_AT, new Date(0)),
                                setOnInsert(EXPIRE_AT, Date.from(clock.instant().plus(ledger.history())))),
                        new UpdateOptions().upsert(true))))
                .retryWhen(Retry.max(RACES).filter(StoreFaults::isRace))
                .onErrorResume(StoreFaults::blamesADocument, failure -> {
                    log.error(
                            "business={} import={} cannot be announced, because the store does not take the note of its"
                                    + " end; its records are applied",
                            run.businessId(),
                            run.importId(),
                            failure);
                    return Mono.empty();
                })
                .then();
    }

    /** Empty while no barrier of the import was seen. */
    public Mono<Announcement> announcement(String importId) {
        return Mono.from(collection.find(eq(ID, importId)).first())
                .map(document -> new Announcement(
                        ANNOUNCED.equals(document.getString(STATE)), document.getInteger(DIFFERENCES, 0)));
    }

    /** Those that nobody has announced or is announcing; one that cannot be read is put aside. */
    Flux<Completion> due() {
        return Flux.defer(() -> collection.find(and(eq(STATE, OPEN), lease.free())))
                .concatMap(document -> Mono.fromCallable(() -> completion(document))
                        .onErrorResume(failure -> putAside(document, failure)));
    }

    private Mono<Completion> putAside(Document document, Throwable failure) {
        log.error(
                "completion={} cannot be read and was put aside: its import is applied and will not be announced; import"
                        + " again",
                document.get(ID),
                failure);
        return Mono.from(collection.updateOne(and(eq(ID, document.get(ID)), eq(STATE, OPEN)), set(STATE, UNREADABLE)))
                .then(Mono.empty());
    }

    /** What the import found and planned; read away from the caller's thread, because the schema registry may be asked. */
    Mono<ImportSummary> summary(Completion completion) {
        return Mono.fromCallable(() -> records.barrier(completion.barrier()).getSummary())
                .subscribeOn(Schedulers.boundedElastic());
    }

    /** Takes the right to announce for the time of a lease; empty if somebody else has it. */
    Mono<Completion> claim(Completion completion) {
        return lease.take(unannounced(completion), settings.lease()).map(end -> completion);
    }

    /** Keeps the right for another lease; false if it is lost. */
    Mono<Boolean> renew(Completion completion) {
        return lease.keep(unannounced(completion), settings.lease()).hasElement();
    }

    /** Gives the right back, to be taken again after a while. */
    Mono<Void> release(Completion completion) {
        return lease.keep(unannounced(completion), settings.retryAfter()).then();
    }

    /** Gives the right back, to be taken at once. */
    Mono<Void> handOver(Completion completion) {
        return lease.keep(unannounced(completion), Duration.ZERO).then();
    }

    /** Lets nobody try for a while what could not even be claimed. */
    Mono<Void> postpone(Completion completion) {
        return lease.take(unannounced(completion), settings.retryAfter()).then();
    }

    /** Notes that the broker acknowledged the announcement; changes nothing once another instance has the claim. */
    Mono<Void> announced(Completion completion, int differences) {
        return Mono.defer(() -> Mono.from(collection.updateOne(
                        and(unannounced(completion), lease.mine()),
                        combine(
                                set(STATE, ANNOUNCED),
                                set(DIFFERENCES, differences),
                                set(ANNOUNCED_AT, Date.from(clock.instant()))))))
                .then();
    }

    private static Bson unannounced(Completion completion) {
        return and(eq(ID, completion.run().importId()), eq(STATE, OPEN));
    }

    private static Completion completion(Document document) {
        return new Completion(
                new ImportRun(
                        Objects.requireNonNull(document.getString(ID)),
                        Objects.requireNonNull(document.getString(BUSINESS)),
                        Objects.requireNonNull(document.getLong(REVISION))),
                Objects.requireNonNull(document.get(BARRIER, Binary.class)).getData());
    }
}
