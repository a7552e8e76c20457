package com.pickatime.contacts.moves;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.model.UpdateOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.ledger.HighestRevisions;
import com.pickatime.contacts.moves.Moving.Phase;
import com.pickatime.contacts.moves.Moving.Work;
import com.pickatime.contacts.moves.Pair.State;
import com.pickatime.contacts.progress.JobProgress;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.Lease;
import com.pickatime.platform.mongo.LostRaces;
import com.pickatime.platform.outage.Standstill;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Moves of source IDs by a map, one at a time of a business.
 *
 * <p>A job is a document. Whichever instance finds it and no valid lease on it works on it, so that a job whose instance died goes on
 * elsewhere. It is tried until it is through: in the middle of it nobody can compare a roster with what is stored.
 */
@Component
public class SourceIdMoves {

    private static final Logger log = LoggerFactory.getLogger(SourceIdMoves.class);

    private static final String PART = "the look for source IDs to move";
    private static final String ID = "_id";
    private static final String JOB = "job";
    private static final String KEY = "key";
    private static final String STATE = "state";
    private static final String BY = "by";
    private static final String STARTED_AT = "startedAt";
    private static final String ENDED_AT = "endedAt";
    private static final String PHASE = "phase";
    private static final String DONE = "done";
    private static final String PAIRS = "pairs";
    private static final String MOVED = "moved";
    private static final String REFUSED = "refused";
    private static final String REVISION = "revision";
    private static final String RUNNING = "RUNNING";
    private static final String OVER = "DONE";

    /** An import that is under way may have the next one; one more is for what source IDs are left with. */
    private static final int ABOVE_IMPORTS = 3;

    private static final Duration LEASE = Duration.ofSeconds(12);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofHours(6);
    private static final int AT_ONCE = 4;

    private final MongoCollection<Document> jobs;
    private final Moving moving;
    private final Pairs pairs;
    private final HighestRevisions revisions;
    private final Standstill standstill;
    private final Clock clock;
    private final Lease lease;
    private final AtomicBoolean looking = new AtomicBoolean();

    SourceIdMoves(
            MongoDatabase database,
            Moving moving,
            Pairs pairs,
            HighestRevisions revisions,
            Standstill standstill,
            Clock clock) {
        this.jobs = database.getCollection("source_id_move_jobs");
        this.moving = moving;
        this.pairs = pairs;
        this.revisions = revisions;
        this.standstill = standstill;
        this.clock = clock;
        this.lease = new Lease(jobs, "owner", "until", UUID.randomUUID().toString(), clock);
    }

    /**
     * How the last job of a business stands.
     *
     * @param key what it was asked for by, so that asking again begins no other; null for none
     * @param state RUNNING or DONE
     * @param phase what it does now, or did last; null until it began
     * @param done lines that were looked at in this phase
     * @param pairs lines of the map
     * @param moved of those, whose contact has its new source ID; 0 until the job is over
     * @param refused of those, whose contact stayed as it is
     */
    record Job(
            String job,
            @Nullable String key,
            String state,
            String by,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String phase,
            long done,
            long pairs,
            long moved,
            long refused) {

        boolean isRunning() {
            return state.equals(RUNNING);
        }
    }

    /** Begins a job whose lines are kept; empty if one of the business is running. */
    Mono<Job> start(BusinessId business, String job, @Nullable String key, long count, String by) {
        return Mono.defer(() -> Mono.from(jobs.updateOne(
                                and(eq(ID, business.value()), ne(STATE, RUNNING)),
                                combine(
                                        set(JOB, job),
                                        set(KEY, key),
                                        set(STATE, RUNNING),
                                        set(BY, by),
                                        set(STARTED_AT, Date.from(clock.instant())),
                                        set(PAIRS, count),
                                        unset(ENDED_AT),
                                        unset(PHASE),
                                        unset(DONE),
                                        unset(MOVED),
                                        unset(REFUSED),
                                        unset(REVISION),
                                        unset("until")),
                                new UpdateOptions().upsert(true)))
                        .thenReturn(true)
                        .onErrorResume(LostRaces::isCauseOf, running -> Mono.just(false)))
                .filter(begun -> begun)
                .flatMap(begun -> job(business));
    }

    /** Empty if the business never had one. */
    Mono<Job> job(BusinessId business) {
        return Mono.from(jobs.find(eq(ID, business.value())).first()).map(SourceIdMoves::job);
    }

    /** Whether source IDs of a business are being moved, so that what is stored of it tells nothing to compare with. */
    public Mono<Boolean> areRunning(BusinessId business) {
        return job(business).map(Job::isRunning).defaultIfEmpty(false);
    }

    private static Job job(Document document) {
        var ended = document.getDate(ENDED_AT);
        return new Job(
                document.getString(JOB),
                document.getString(KEY),
                document.getString(STATE),
                document.getString(BY),
                document.getDate(STARTED_AT).toInstant(),
                ended == null ? null : ended.toInstant(),
                document.getString(PHASE),
                document.get(DONE, 0L),
                document.get(PAIRS, 0L),
                document.get(MOVED, 0L),
                document.get(REFUSED, 0L));
    }

    /** Looks for what is to be done, and does it. At a fixed rate, so that a long job keeps no other waiting. */
    @Scheduled(fixedRateString = "${contacts.moves.sweep:1s}")
    Mono<Void> sweep() {
        return Flux.defer(() -> looking.compareAndSet(false, true) ? due() : Flux.<Document>empty())
                .flatMap(this::work, AT_ONCE)
                .then()
                .timeout(LONGEST);
    }

    private Flux<Document> due() {
        return Flux.from(jobs.find(and(eq(STATE, RUNNING), lease.free())))
                .concatMap(document -> lease.take(same(document), LEASE).thenReturn(document))
                .collectList()
                .flatMapIterable(some -> some)
                .timeout(LONGEST)
                .doOnComplete(() -> standstill.goesOn(PART))
                .onErrorResume(failure -> {
                    standstill.waits(PART, failure);
                    return Flux.empty();
                })
                .doOnTerminate(() -> looking.set(false))
                .doOnCancel(() -> looking.set(false));
    }

    private static Bson same(Document document) {
        return and(eq(ID, document.getString(ID)), eq(JOB, document.getString(JOB)), eq(STATE, RUNNING));
    }

    private Mono<Void> work(Document document) {
        var business = new BusinessId(document.getString(ID));
        var job = document.getString(JOB);
        var progress = new JobProgress<>(Phase.FINDING);
        var work = revision(document, business)
                .flatMap(revision -> moving.run(new Work(business, job, revision), progress));
        return lease.during(same(document), LEASE, work, () -> said(progress))
                .then(Mono.defer(() -> end(document, progress)))
                .onErrorResume(failure -> {
                    log.warn("business={} source IDs could not be moved on and will be again", business, failure);
                    return lease.keep(same(document), PAUSE).then();
                })
                .onErrorComplete();
    }

    /** The same however often the job is begun again, and noted before anything is written. */
    private Mono<Long> revision(Document document, BusinessId business) {
        return revisions
                .of(business)
                .defaultIfEmpty(0L)
                .flatMap(highest -> Mono.from(jobs.updateOne(
                        and(same(document), eq(REVISION, null)), set(REVISION, highest + ABOVE_IMPORTS))))
                .then(Mono.defer(() -> Mono.from(jobs.find(same(document)).first())))
                .map(now -> now.getLong(REVISION))
                .flatMap(revision -> revisions.note(Map.of(business, revision)).thenReturn(revision));
    }

    private Mono<Void> end(Document document, JobProgress<Phase> progress) {
        var job = document.getString(JOB);
        return Mono.zip(pairs.count(job, State.MOVED), pairs.count(job, State.REFUSED))
                .flatMap(counts -> Mono.from(jobs.updateOne(
                        and(same(document), lease.mine()),
                        combine(
                                set(STATE, OVER),
                                set(ENDED_AT, Date.from(clock.instant())),
                                set(MOVED, counts.getT1()),
                                set(REFUSED, counts.getT2()),
                                said(progress)))))
                .then();
    }

    private static Bson said(JobProgress<Phase> progress) {
        return combine(set(PHASE, progress.phase().name()), set(DONE, progress.done()));
    }
}
