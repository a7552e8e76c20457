package com.pickatime.contacts.completion;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;

import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.ledger.LedgerSettings;
import com.pickatime.contacts.ledger.RunKey;
import com.pickatime.contacts.store.StoreFaults;
import com.pickatime.events.ImportSummary;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.platform.mongo.Expiry;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.platform.mongo.Lease;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
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
    private static final String OPENED_AT = "openedAt";
    private static final String BARRIER_AT = "barrierAt";
    private static final String PARTITIONS = "partitions";
    private static final String SUMMARY = "summary";
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
    private final CompletionSettings settings;
    private final LedgerSettings ledger;
    private final Clock clock;
    private final Lease lease;

    Completions(MongoDatabase database, CompletionSettings settings, LedgerSettings ledger, Clock clock) {
        this.collection = database.getCollection("completions");
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

    /**
     * How the announcement of an import stands.
     *
     * @param partitions barriers that the import has; 0 until its event was read
     */
    public record Announcement(int partitions, boolean made, int differences) {}

    /**
     * An import of which a barrier was seen, and no event that tells how many there are.
     *
     * @param barrierAt when the first barrier that was seen was put on the topic
     */
    record WithoutEvent(RunKey run, Instant barrierAt) {}

    /**
     * Notes that a barrier of an import was seen; only the first one matters.
     *
     * @param barrierAt when it was put on the topic
     */
    public Mono<Void> barrierSeen(RunKey run, Instant barrierAt) {
        return note(run, setOnInsert(BARRIER_AT, Date.from(barrierAt)))
                .onErrorResume(StoreFaults::blamesADocument, failure -> {
                    log.error(
                            "business={} import={} cannot be announced, because the store does not take the note of its"
                                    + " end; its records are applied",
                            run.businessId(),
                            run.importId(),
                            failure);
                    return Mono.empty();
                });
    }

    /**
     * Keeps what the event about a published import says; the same event once more changes nothing.
     *
     * @param partitions how many barriers the import has
     */
    Mono<Void> published(RunKey run, int partitions, ImportSummary summary) {
        return note(run, combine(set(PARTITIONS, partitions), set(SUMMARY, SummaryFields.of(summary))));
    }

    /** Barriers and event come in any order, and to any instance. */
    private Mono<Void> note(RunKey run, Bson what) {
        return Mono.defer(() -> {
                    var now = clock.instant();
                    return Mono.from(collection.updateOne(
                            eq(ID, run.importId()),
                            combine(
                                    what,
                                    setOnInsert(BUSINESS, run.businessId()),
                                    setOnInsert(REVISION, run.revision()),
                                    setOnInsert(STATE, OPEN),
                                    setOnInsert(OPENED_AT, Date.from(now)),
                                    setOnInsert(CLAIMABLE_AT, new Date(0)),
                                    setOnInsert(EXPIRE_AT, Date.from(now.plus(ledger.history())))),
                            new UpdateOptions().upsert(true)));
                })
                .retryWhen(Retry.max(RACES).filter(StoreFaults::isRace))
                .then();
    }

    /** Empty while neither a barrier nor the event of the import was seen. */
    public Mono<Announcement> announcement(ImportId importId) {
        return Mono.from(collection.find(eq(ID, importId)).first())
                .map(document -> new Announcement(
                        document.getInteger(PARTITIONS, 0),
                        ANNOUNCED.equals(document.getString(STATE)),
                        document.getInteger(DIFFERENCES, 0)));
    }

    /** Those whose event is there and that nobody has announced or is announcing; one that cannot be read is put aside. */
    Flux<Completion> due() {
        return Flux.defer(() -> collection.find(and(eq(STATE, OPEN), lease.free(), exists(PARTITIONS))))
                .concatMap(document -> Mono.fromCallable(() -> completion(document))
                        .onErrorResume(failure -> markUnreadable(document, failure)));
    }

    /** Those that have had a barrier for so long, and no event; one that cannot be read is put aside. */
    Flux<WithoutEvent> withoutEvent(Duration patience) {
        return Flux.defer(() -> collection.find(and(
                        eq(STATE, OPEN),
                        lte(OPENED_AT, Date.from(clock.instant().minus(patience))),
                        exists(PARTITIONS, false))))
                .concatMap(document -> Mono.fromCallable(() -> new WithoutEvent(
                                run(document),
                                Objects.requireNonNull(document.getDate(BARRIER_AT))
                                        .toInstant()))
                        .onErrorResume(failure -> markUnreadable(document, failure)));
    }

    private <T> Mono<T> markUnreadable(Document document, Throwable failure) {
        log.error(
                "completion={} cannot be read and was put aside: its import is applied and will not be announced; import"
                        + " again",
                document.get(ID),
                failure);
        return Mono.from(collection.updateOne(and(eq(ID, document.get(ID)), eq(STATE, OPEN)), set(STATE, UNREADABLE)))
                .then(Mono.empty());
    }

    /** Takes the right to announce for the time of a lease; empty if somebody else has it. */
    Mono<Completion> claim(Completion completion) {
        return lease.take(unannounced(completion), settings.lease()).map(end -> completion);
    }

    /** Work on one that this instance claimed; fails once another has it. */
    <T> Mono<T> kept(Completion completion, Mono<T> work) {
        return lease.during(unannounced(completion), settings.lease(), work);
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
                run(document),
                Objects.requireNonNull(document.getInteger(PARTITIONS)),
                SummaryFields.read(Objects.requireNonNull(document.get(SUMMARY, Document.class))));
    }

    private static RunKey run(Document document) {
        return new RunKey(
                new ImportId(Objects.requireNonNull(document.getString(ID))),
                new BusinessId(Objects.requireNonNull(document.getString(BUSINESS))),
                Objects.requireNonNull(document.getLong(REVISION)));
    }
}
