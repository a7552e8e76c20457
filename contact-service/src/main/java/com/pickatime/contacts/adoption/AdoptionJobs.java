package com.pickatime.contacts.adoption;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.model.UpdateOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.adoption.Match.Decision;
import com.pickatime.contacts.progress.JobProgress;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.mongo.Lease;
import com.pickatime.platform.mongo.LostRaces;
import com.pickatime.platform.outage.Standstill;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What takes minutes: reports and adoptions, one at a time of a business.
 *
 * <p>A job is a document. Whichever instance finds it and no valid lease on it works on it, so that a job whose instance died goes on
 * elsewhere; each is such that it may be done again from its begin.
 */
@Component
public class AdoptionJobs {

    /** What is done one after the other. */
    enum Phase {
        KEYS,
        COMPARING,
        CHILDREN,
        SETTLING,
        ADOPTING
    }

    private static final Logger log = LoggerFactory.getLogger(AdoptionJobs.class);

    private static final String PART = "the look for contacts to adopt";
    private static final String ID = "_id";
    private static final String JOB = "job";
    private static final String KIND = "kind";
    private static final String STATE = "state";
    private static final String BY = "by";
    private static final String STARTED_AT = "startedAt";
    private static final String ENDED_AT = "endedAt";
    private static final String PHASE = "phase";
    private static final String DONE = "done";
    private static final String ADOPTED_AT = "adoptedAt";
    private static final String TRIES = "tries";
    private static final String RUNNING = "RUNNING";
    private static final String OVER = "DONE";
    private static final String FAILED = "FAILED";

    private static final Duration LEASE = Duration.ofSeconds(12);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofHours(6);
    private static final int MOST_TRIES = 20;
    private static final int AT_ONCE = 4;

    private final MongoCollection<Document> jobs;
    private final MatchReport report;
    private final Matches matches;
    private final Adoption adoption;
    private final Unadoption unadoption;
    private final Standstill standstill;
    private final Clock clock;
    private final Lease lease;
    private final AtomicBoolean looking = new AtomicBoolean();

    AdoptionJobs(
            MongoDatabase database,
            MatchReport report,
            Matches matches,
            Adoption adoption,
            Unadoption unadoption,
            Standstill standstill,
            Clock clock) {
        this.jobs = database.getCollection(TrustedAdoptions.JOBS);
        this.report = report;
        this.matches = matches;
        this.adoption = adoption;
        this.unadoption = unadoption;
        this.standstill = standstill;
        this.clock = clock;
        this.lease = new Lease(jobs, "owner", "until", UUID.randomUUID().toString(), clock);
    }

    /** What a job is for. */
    enum Kind {
        REPORT,
        ADOPT,
        /** A report, and then the adoption of what the trusted rules found. */
        TRUSTED
    }

    /**
     * How the last job of a business stands.
     *
     * @param phase what it does now, or did last; null until it began
     * @param done contacts that are through in this phase
     * @param adoptedAt when the last job that adopted was over, this one or one before; null for none
     */
    record Job(
            String job,
            Kind kind,
            String state,
            String by,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String phase,
            long done,
            @Nullable Instant adoptedAt) {

        boolean isRunning() {
            return state.equals(RUNNING);
        }
    }

    /** Begins a job; empty if one of the business is running. */
    Mono<Job> start(BusinessId business, Kind kind, String by) {
        return Mono.defer(() -> Mono.from(jobs.updateOne(
                                and(eq(ID, business.value()), ne(STATE, RUNNING)),
                                combine(
                                        set(JOB, new ObjectId().toHexString()),
                                        set(KIND, kind.name()),
                                        set(STATE, RUNNING),
                                        set(BY, by),
                                        set(STARTED_AT, Date.from(clock.instant())),
                                        set(TRIES, 0),
                                        unset(ENDED_AT),
                                        unset(PHASE),
                                        unset(DONE),
                                        unset("until")),
                                new UpdateOptions().upsert(true)))
                        .thenReturn(true)
                        .onErrorResume(LostRaces::isCauseOf, running -> Mono.just(false)))
                .filter(begun -> begun)
                .flatMap(begun -> job(business));
    }

    /** Empty if the business never had one. */
    Mono<Job> job(BusinessId business) {
        return Mono.from(jobs.find(eq(ID, business.value())).first())
                .filter(document -> document.getString(JOB) != null)
                .map(AdoptionJobs::job);
    }

    private static Job job(Document document) {
        var ended = document.getDate(ENDED_AT);
        var adopted = document.getDate(ADOPTED_AT);
        return new Job(
                document.getString(JOB),
                Kind.valueOf(document.getString(KIND)),
                document.getString(STATE),
                document.getString(BY),
                document.getDate(STARTED_AT).toInstant(),
                ended == null ? null : ended.toInstant(),
                document.getString(PHASE),
                document.get(DONE, 0L),
                adopted == null ? null : adopted.toInstant());
    }

    /** Rules whose matches are accepted by themselves when an import is complete. */
    Mono<Set<MatchRule>> trustedRules(BusinessId business) {
        return Mono.from(jobs.find(eq(ID, business.value())).first())
                .map(AdoptionJobs::trusted)
                .defaultIfEmpty(Set.of());
    }

    private static Set<MatchRule> trusted(Document document) {
        var rules = EnumSet.noneOf(MatchRule.class);
        document.getList(TrustedAdoptions.RULES, String.class, List.of())
                .forEach(rule -> rules.add(MatchRule.valueOf(rule)));
        return rules;
    }

    Mono<Void> trust(BusinessId business, Set<MatchRule> rules) {
        return Mono.from(jobs.updateOne(
                        eq(ID, business.value()),
                        set(
                                TrustedAdoptions.RULES,
                                rules.stream().map(Enum::name).sorted().toList()),
                        new UpdateOptions().upsert(true)))
                .retryWhen(LostRaces.retry())
                .then();
    }

    /** Looks for what is to be done, and does it. At a fixed rate, so that a long job keeps no other waiting. */
    @Scheduled(fixedRateString = "${contacts.adoption.sweep:1s}")
    Mono<Void> sweep() {
        return Flux.defer(() -> looking.compareAndSet(false, true) ? due() : Flux.<Document>empty())
                .flatMap(this::work, AT_ONCE)
                .then()
                .timeout(LONGEST);
    }

    private Flux<Document> due() {
        return begin().thenMany(Flux.from(jobs.find(and(eq(STATE, RUNNING), lease.free()))))
                .concatMap(document -> lease.take(same(document), LEASE)
                        .flatMap(end -> Mono.from(jobs.updateOne(same(document), inc(TRIES, 1))))
                        .thenReturn(document))
                .collectList()
                .flatMapIterable(some -> some)
                .concatWith(unadoption.takeBackCutOff().then(Mono.empty()))
                .timeout(LONGEST)
                .doOnComplete(() -> standstill.goesOn(PART))
                .onErrorResume(failure -> {
                    standstill.waits(PART, failure);
                    return Flux.empty();
                })
                .doOnTerminate(() -> looking.set(false))
                .doOnCancel(() -> looking.set(false));
    }

    private Mono<Void> begin() {
        return Flux.from(jobs.find(and(eq(TrustedAdoptions.DUE, true), ne(STATE, RUNNING))))
                .map(document -> new BusinessId(document.getString(ID)))
                .concatMap(business -> start(business, Kind.TRUSTED, Match.TRUSTED)
                        .flatMap(begun ->
                                Mono.from(jobs.updateOne(eq(ID, business.value()), unset(TrustedAdoptions.DUE)))))
                .then();
    }

    private static Bson same(Document document) {
        return and(eq(ID, document.getString(ID)), eq(JOB, document.getString(JOB)), eq(STATE, RUNNING));
    }

    private Mono<Void> work(Document document) {
        var business = new BusinessId(document.getString(ID));
        var progress = new JobProgress<>(Phase.KEYS);
        var work = run(business, job(document), trusted(document), progress);
        return lease.during(same(document), LEASE, work, () -> said(progress))
                .then(end(document, progress, OVER))
                .onErrorResume(failure -> {
                    log.warn("business={} a job of adoption failed and will be tried again", business, failure);
                    return document.getInteger(TRIES, 0) < MOST_TRIES
                            ? lease.keep(same(document), PAUSE).then()
                            : end(document, progress, FAILED);
                })
                .onErrorComplete();
    }

    private Mono<Void> run(BusinessId business, Job job, Set<MatchRule> trusted, JobProgress<Phase> progress) {
        return switch (job.kind()) {
            case REPORT -> report.make(business, job.job(), progress);
            case ADOPT -> adoption.adoptAccepted(business, job.by(), progress);
            case TRUSTED ->
                report.make(business, job.job(), progress)
                        .then(matches.decideAll(business, trusted, Decision.ACCEPTED, Match.TRUSTED))
                        .then(adoption.adoptAccepted(business, job.by(), progress));
        };
    }

    private Mono<Void> end(Document document, JobProgress<Phase> progress, String state) {
        return Mono.defer(() -> {
                    var now = Date.from(clock.instant());
                    var ended = combine(set(STATE, state), set(ENDED_AT, now), said(progress));
                    boolean adopted = state.equals(OVER) && job(document).kind() != Kind.REPORT;
                    return Mono.from(jobs.updateOne(
                            and(same(document), lease.mine()), adopted ? combine(ended, set(ADOPTED_AT, now)) : ended));
                })
                .then();
    }

    private static Bson said(JobProgress<Phase> progress) {
        return combine(set(PHASE, progress.phase().name()), set(DONE, progress.done()));
    }
}
