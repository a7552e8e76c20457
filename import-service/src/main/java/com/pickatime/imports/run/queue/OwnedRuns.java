package com.pickatime.imports.run.queue;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.model.Updates;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.PlanSummary;
import com.pickatime.imports.run.RunCompletion;
import com.pickatime.imports.run.RunFailure;
import com.pickatime.imports.run.RunProgress;
import com.pickatime.imports.run.RunSettings;
import com.pickatime.imports.run.RunState;
import com.pickatime.imports.store.InstanceId;
import com.pickatime.imports.store.StoreAway;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Moves runs that this instance works on.
 *
 * <p>Each move is one guarded update, made again while the store is away; when it finds the run no longer ours, it fails
 * with {@link LeaseLostException}.
 */
@Component
public class OwnedRuns {

    private static final Logger log = LoggerFactory.getLogger(OwnedRuns.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final RunCollection collection;
    private final Revisions revisions;
    private final RunSettings settings;
    private final InstanceId instance;
    private final Clock clock;

    OwnedRuns(RunCollection collection, Revisions revisions, RunSettings settings, InstanceId instance, Clock clock) {
        this.collection = collection;
        this.revisions = revisions;
        this.settings = settings;
        this.instance = instance;
        this.clock = clock;
    }

    /** Renews the lease, says how far the run is, and gives the moment until which it is ours now. */
    public Mono<Instant> renew(ImportRun run, RunProgress progress) {
        return Mono.defer(() -> renew(run, progress, clock.instant().plus(settings.lease())));
    }

    private Mono<Instant> renew(ImportRun run, RunProgress progress, Instant until) {
        return moveOnce(
                        run,
                        in(RunCollection.STATE, RunState.OWNED),
                        Updates.combine(
                                Updates.set(RunCollection.LEASE_UNTIL, until),
                                // what is applied is the contact service's to say
                                Updates.set("progress.step", progress.step()),
                                Updates.set("progress.fetched", progress.fetched()),
                                Updates.set("progress.toPublish", progress.toPublish()),
                                Updates.set("progress.published", progress.published())))
                .thenReturn(until);
    }

    public Mono<Void> fetching(ImportRun run) {
        return move(run, RunState.OWNED, Updates.set(RunCollection.STATE, RunState.FETCHING));
    }

    public Mono<Void> planning(ImportRun run) {
        return move(
                run, Set.of(RunState.FETCHING, RunState.PLANNING), Updates.set(RunCollection.STATE, RunState.PLANNING));
    }

    /**
     * The run with a revision above {@code highest}, which the contact service knows: after a restore from a backup it
     * knows of runs that we do not, and would take what we publish for older than what it holds.
     */
    public Mono<ImportRun> numberedAbove(ImportRun run, long highest) {
        if (run.revision() > highest) {
            return Mono.just(run);
        }
        return revisions.nextAbove(run.businessId(), highest).flatMap(revision -> {
            log.warn(
                    "import={} business={} has revision {} instead of {}: the contact service knows {}. Was this service's"
                            + " database restored from a backup?",
                    run.importId(),
                    run.businessId(),
                    revision,
                    run.revision(),
                    highest);
            return move(run, Set.of(RunState.PLANNING), Updates.set(RunCollection.REVISION, revision))
                    .thenReturn(run.withRevision(revision));
        });
    }

    /** Keeps the plan. */
    public Mono<Void> planned(ImportRun run, PlanSummary plan) {
        return move(run, Set.of(RunState.PLANNING), Updates.set("plan", plan));
    }

    /** Ends a dry run; {@code reasons} say why the brake would hold the real one. */
    public Mono<Void> endDryRun(ImportRun run, List<String> reasons) {
        return move(
                        run,
                        Set.of(RunState.PLANNING),
                        Updates.combine(
                                QueueExits.end(run.importId(), RunState.PLANNED, clock.instant()),
                                Updates.set("holdReasons", reasons)))
                .onErrorResume(LeaseLostException.class, lost -> unless(run, RunState.PLANNED, lost));
    }

    /** Holds the run; {@link UnownedRuns#announced} must follow once that is on the topic. */
    public Mono<Void> hold(ImportRun run, List<String> reasons) {
        return move(
                        run,
                        Set.of(RunState.PLANNING),
                        Updates.combine(
                                QueueExits.rest(run.importId(), RunState.HELD),
                                Updates.set("holdReasons", reasons),
                                Updates.set(RunCollection.ANNOUNCED, false)))
                .onErrorResume(LeaseLostException.class, lost -> unless(run, RunState.HELD, lost));
    }

    public Mono<Void> publishing(ImportRun run) {
        return move(
                run,
                Set.of(RunState.PLANNING, RunState.PUBLISHING),
                Updates.combine(
                        Updates.set(RunCollection.STATE, RunState.PUBLISHING),
                        Updates.set(RunCollection.PUBLISHING_SINCE, clock.instant())));
    }

    /**
     * Every record is on the topic, and {@code barriers}, then the event {@code untold}, are what is still to be published.
     * From here on the run is only ever finished, by whoever holds its lease: nobody replaces it, and {@link #fail} does not
     * fail it.
     */
    public Mono<Void> closing(ImportRun run, byte[] barriers, byte[] untold, RunProgress progress) {
        return move(
                run,
                Set.of(RunState.PUBLISHING),
                Updates.combine(
                        Updates.set(RunCollection.BARRIERS, new Binary(barriers)),
                        Updates.set(RunCollection.UNTOLD, new Binary(untold)),
                        Updates.set("progress.step", progress.step()),
                        Updates.set("progress.toPublish", progress.toPublish()),
                        Updates.set("progress.published", progress.published()),
                        Updates.set(RunCollection.HEARD_AT, clock.instant())));
    }

    /**
     * Everything is on the topic. The run keeps its place in the queue, so that no later import mixes into the check of
     * this one. Does nothing when the contact service was quicker and has confirmed it already.
     */
    public Mono<Void> applying(ImportRun run, RunProgress progress) {
        return move(
                        run,
                        Set.of(RunState.PUBLISHING),
                        Updates.combine(
                                Updates.set(RunCollection.STATE, RunState.APPLYING),
                                Updates.set(RunCollection.HEARD_AT, clock.instant()),
                                Updates.set("progress.step", RunProgress.Step.APPLYING),
                                Updates.set("progress.published", progress.published()),
                                Updates.unset(RunCollection.BARRIERS),
                                Updates.unset(RunCollection.UNTOLD),
                                Updates.unset(RunCollection.LEASE)))
                .onErrorResume(LeaseLostException.class, lost -> unless(run, RunState.APPLYING, lost))
                .onErrorResume(LeaseLostException.class, lost -> unless(run, RunState.COMPLETED, lost));
    }

    /**
     * Ends a run that had nothing to publish; {@link UnownedRuns#announced} must follow once {@code untold} is on the topic.
     *
     * @param untold the event that says so
     */
    public Mono<Void> completeUnchanged(ImportRun run, byte[] untold) {
        return move(
                        run,
                        Set.of(RunState.PLANNING),
                        Updates.combine(
                                QueueExits.end(run.importId(), RunState.COMPLETED, clock.instant()),
                                Updates.set("completion", new RunCompletion(true, 0, 0, 0)),
                                Updates.set(RunCollection.UNTOLD, new Binary(untold)),
                                Updates.set(RunCollection.ANNOUNCED, false)))
                .onErrorResume(LeaseLostException.class, lost -> unless(run, RunState.COMPLETED, lost));
    }

    /**
     * Fails the run; {@link UnownedRuns#announced} must follow once that is on the topic. One whose barriers may be on the
     * topic is not ours to fail: it will be applied.
     */
    public Mono<Void> fail(ImportRun run, RunFailure failure) {
        return move(
                        run,
                        and(in(RunCollection.STATE, RunState.OWNED), exists(RunCollection.BARRIERS, false)),
                        Updates.combine(
                                QueueExits.end(run.importId(), RunState.FAILED, clock.instant()),
                                Updates.set(RunCollection.FAILURE, failure),
                                Updates.set(RunCollection.ANNOUNCED, false)))
                .onErrorResume(LeaseLostException.class, lost -> unless(run, RunState.FAILED, lost));
    }

    /** Gives up at once whatever this instance works on, so that it is recovered without waiting for leases to end. */
    public Mono<Void> releaseAll() {
        var ours = and(in(RunCollection.STATE, RunState.OWNED), eq(RunCollection.LEASE_OWNER, instance.value()));
        return Mono.from(collection.runs().updateMany(ours, Updates.set(RunCollection.LEASE_UNTIL, Instant.EPOCH)))
                .then();
    }

    /** Makes held runs of the business void that this one has overtaken. */
    public Mono<Void> supersedeHeld(ImportRun run) {
        var overtaken = and(
                eq(RunCollection.BUSINESS, run.businessId()),
                eq(RunCollection.STATE, RunState.HELD),
                lt(RunCollection.REVISION, run.revision()));
        // the slot stays what it is: a held run has left the queue
        var update = Updates.combine(
                Updates.set(RunCollection.STATE, RunState.SUPERSEDED),
                Updates.set(RunCollection.SUCCESSOR, run.importId()),
                Updates.set(RunCollection.FINISHED_AT, clock.instant()));
        return Mono.from(collection.runs().updateMany(overtaken, update)).then();
    }

    private Mono<Void> move(ImportRun run, Set<RunState> from, Bson update) {
        return move(run, in(RunCollection.STATE, from), update);
    }

    /** Made again while the store is away: what led to a move, a roster that was read or written, is worth the wait. */
    private Mono<Void> move(ImportRun run, Bson from, Bson update) {
        return Mono.defer(() -> {
            var patience = clock.instant().plus(settings.lease());
            return Mono.defer(() -> moveOnce(run, from, update))
                    .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_RETRY)
                            .maxBackoff(LONGEST_WAIT)
                            .filter(failure -> StoreAway.isCauseOf(failure)
                                    && clock.instant().isBefore(patience)));
        });
    }

    private Mono<Void> moveOnce(ImportRun run, Bson from, Bson update) {
        var ours = and(eq(RunCollection.ID, run.importId()), from, eq(RunCollection.LEASE_OWNER, instance.value()));
        return Mono.from(collection.runs().updateOne(ours, update))
                .filter(result -> result.getMatchedCount() == 1)
                .switchIfEmpty(Mono.error(() -> new LeaseLostException(run.importId())))
                .then();
    }

    /** A move whose answer was lost is found made when it is made again; a confirmation may be quicker than we are. */
    private Mono<Void> unless(ImportRun run, RunState already, LeaseLostException lost) {
        var made = and(eq(RunCollection.ID, run.importId()), eq(RunCollection.STATE, already));
        return Mono.from(collection.runs().find(made).first())
                .switchIfEmpty(Mono.error(lost))
                .then();
    }
}
