package com.pickatime.imports.run.queue;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.pickatime.events.HoldCause;
import com.pickatime.events.ImportMode;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.Lease;
import com.pickatime.imports.run.PlanSummary;
import com.pickatime.imports.run.RunCompletion;
import com.pickatime.imports.run.RunFailure;
import com.pickatime.imports.run.RunProgress;
import com.pickatime.imports.run.RunSettings;
import com.pickatime.imports.run.RunState;
import com.pickatime.imports.store.InstanceId;
import com.pickatime.imports.store.StoreAway;
import com.pickatime.platform.mongo.DuplicateKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The runs that this instance works on: takes them with a lease, and moves them while it has that.
 *
 * <p>A run is taken from those that wait, one per business at a time, the longest waiting first. Each move is made again
 * while the store is away; when it finds the run no longer ours, it fails with {@link LeaseLostException}.
 */
@Component
public class OwnedRuns {

    private static final Logger log = LoggerFactory.getLogger(OwnedRuns.class);
    private static final String HOLD_REASONS = "holdReasons";
    private static final String HOLD_CAUSE = "holdCause";
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final ImportRuns runs;
    private final Revisions revisions;
    private final RunSettings settings;
    private final InstanceId instance;
    private final Clock clock;

    OwnedRuns(ImportRuns runs, Revisions revisions, RunSettings settings, InstanceId instance, Clock clock) {
        this.runs = runs;
        this.revisions = revisions;
        this.settings = settings;
        this.instance = instance;
        this.clock = clock;
    }

    /** A run that is this instance's to work on from now, or nothing when none can begin. */
    public Mono<ImportRun> claim() {
        // only to save tries: the unique index on the place decides
        return runs.placesTaken()
                .flatMap(taken -> runs.openTo(RunMove.BEGIN)
                        .filter(waiting -> !taken.contains(Slot.running(waiting.businessId())))
                        .concatMap(this::claim, 1)
                        .next());
    }

    private Mono<ImportRun> claim(ImportRun waiting) {
        return Mono.defer(() -> runs.moved(
                        RunMove.BEGIN,
                        waiting.importId(),
                        Updates.set(ImportRuns.SLOT, Slot.running(waiting.businessId())),
                        Updates.set(ImportRuns.STARTED_AT, clock.instant()),
                        lease()))
                .onErrorResume(DuplicateKeys::isCauseOf, busy -> Mono.empty())
                .flatMap(claimed -> revisions
                        .next(claimed.businessId())
                        .flatMap(revision -> runs.moved(
                                RunMove.NUMBER, claimed.importId(), Updates.set(ImportRuns.REVISION, revision))));
    }

    /**
     * A run that broke off when only its barriers were left to publish, and that is this instance's to finish from now;
     * nothing when there is none.
     */
    public Mono<ImportRun> takeOver() {
        return runs.openTo(RunMove.TAKE_OVER)
                .concatMap(broken -> Mono.defer(() -> runs.moved(RunMove.TAKE_OVER, broken.importId(), lease())), 1)
                .next();
    }

    private Bson lease() {
        return Updates.set(
                ImportRuns.LEASE, new Lease(instance.value(), clock.instant().plus(settings.lease())));
    }

    /** Renews the lease, says how far the run is, and gives the moment until which it is ours now. */
    public Mono<Instant> renew(ImportRun run, RunProgress progress) {
        return Mono.defer(() -> {
            var until = clock.instant().plus(settings.lease());
            return runs.move(
                            RunMove.RENEW,
                            run.importId(),
                            Updates.set(ImportRuns.LEASE_UNTIL, until),
                            // what is applied is the contact service's to say
                            Updates.set("progress.step", progress.step()),
                            Updates.set("progress.fetched", progress.fetched()),
                            Updates.set("progress.toPublish", progress.toPublish()),
                            Updates.set("progress.published", progress.published()))
                    .switchIfEmpty(lost(run))
                    .thenReturn(until);
        });
    }

    /** Gives up at once whatever this instance works on, so that it is recovered without waiting for leases to end. */
    public Mono<Void> releaseAll() {
        return runs.moveAll(Filters.empty(), RunMove.RELEASE, Updates.set(ImportRuns.LEASE_UNTIL, Instant.EPOCH));
    }

    public Mono<Void> fetching(ImportRun run) {
        return move(RunMove.FETCH, run);
    }

    public Mono<Void> planning(ImportRun run) {
        return move(RunMove.PLAN, run);
    }

    /**
     * The run with a revision above {@code highest}, which the contact service knows: after a restore from a backup it
     * knows of runs that we do not, and would take what we publish for older than what it has.
     */
    public Mono<ImportRun> numberedAbove(ImportRun run, long highest) {
        if (run.revision() > highest) {
            return Mono.just(run);
        }
        return revisions.nextAbove(run.businessId(), highest).flatMap(revision -> {
            log.warn(
                    "import={} business={} has revision {} instead of {}: the contact service knows {}. Unless somebody"
                            + " cleared contacts, decided a quarantine or moved source IDs there: was this service's database restored from a"
                            + " backup?",
                    run.importId(),
                    run.businessId(),
                    revision,
                    run.revision(),
                    highest);
            return ours(run, runs.moved(RunMove.NUMBER, run.importId(), Updates.set(ImportRuns.REVISION, revision)));
        });
    }

    /** Keeps the plan. */
    public Mono<Void> planned(ImportRun run, PlanSummary plan) {
        return move(RunMove.KEEP_PLAN, run, Updates.set("plan", plan));
    }

    /** Ends a dry run; {@code reasons} say why the real one would be held. */
    public Mono<Void> endDryRun(ImportRun run, @Nullable HoldCause cause, List<String> reasons) {
        return end(RunMove.END_DRY_RUN, run, Updates.set(HOLD_REASONS, reasons), Updates.set(HOLD_CAUSE, cause));
    }

    /** Lets the run wait for approval; {@link ImportRuns#announced} must follow once that is on the topic. */
    public Mono<Void> hold(ImportRun run, HoldCause cause, List<String> reasons) {
        return end(
                RunMove.HOLD,
                run,
                Updates.set(HOLD_REASONS, reasons),
                Updates.set(HOLD_CAUSE, cause),
                Updates.set(ImportRuns.ANNOUNCED, false));
    }

    /** @param records what it begins to publish: from here on some of it may be on the topic, whatever becomes of the run */
    public Mono<Void> publishing(ImportRun run, long records) {
        return Mono.defer(() -> move(
                RunMove.PUBLISH,
                run,
                Updates.set(ImportRuns.PUBLISHING_SINCE, clock.instant()),
                Updates.set("progress.toPublish", records)));
    }

    /**
     * Every record is on the topic, and {@code barriers}, then the event {@code announcement}, are what is still to be
     * published. From here on the run is only ever finished, by whoever has its lease: nobody replaces it, and
     * {@link #fail} does not fail it.
     */
    public Mono<Void> closing(ImportRun run, byte[] barriers, byte[] announcement, RunProgress progress) {
        return Mono.defer(() -> move(
                RunMove.CLOSE,
                run,
                Updates.set(ImportRuns.BARRIERS, new Binary(barriers)),
                Updates.set(ImportRuns.PENDING_ANNOUNCEMENT, new Binary(announcement)),
                Updates.set("progress.step", progress.step()),
                Updates.set("progress.toPublish", progress.toPublish()),
                Updates.set("progress.published", progress.published()),
                Updates.set(ImportRuns.HEARD_AT, clock.instant())));
    }

    /** Everything is on the topic. Does nothing when the contact service was quicker and has confirmed it already. */
    public Mono<Void> applying(ImportRun run, RunProgress progress) {
        return Mono.defer(() -> end(
                        RunMove.APPLY,
                        run,
                        Updates.set(ImportRuns.HEARD_AT, clock.instant()),
                        Updates.set("progress.step", RunProgress.Step.APPLYING),
                        Updates.set("progress.published", progress.published()),
                        Updates.unset(ImportRuns.BARRIERS),
                        Updates.unset(ImportRuns.PENDING_ANNOUNCEMENT)))
                .onErrorResume(LeaseLostException.class, lost -> unless(run, RunState.COMPLETED, lost));
    }

    /**
     * Ends a run that had nothing to publish; {@link ImportRuns#announced} must follow once {@code pending} is on the
     * topic.
     *
     * @param pending the event that says so
     */
    public Mono<Void> completeUnchanged(ImportRun run, byte[] pending) {
        return end(
                RunMove.COMPLETE_UNCHANGED,
                run,
                Updates.set(ImportRuns.COMPLETION, new RunCompletion(true, 0, 0, 0)),
                Updates.set(ImportRuns.PENDING_ANNOUNCEMENT, new Binary(pending)),
                Updates.set(ImportRuns.ANNOUNCED, false));
    }

    /**
     * Fails the run; {@link ImportRuns#announced} must follow once that is on the topic. One whose barriers may be on the
     * topic is not ours to fail: it will be applied.
     */
    public Mono<Void> fail(ImportRun run, RunFailure failure) {
        return end(
                RunMove.FAIL, run, Updates.set(ImportRuns.FAILURE, failure), Updates.set(ImportRuns.ANNOUNCED, false));
    }

    /** Calls the run off, because it found its connection paused; {@code reason} says what to do. */
    public Mono<Void> callOff(ImportRun run, RunFailure reason) {
        return end(RunMove.CALL_OFF, run, Updates.set(ImportRuns.FAILURE, reason));
    }

    /** Ends a run that was called off, now that nobody works on it any more; emits whether it was called off. */
    public Mono<Boolean> stopped(ImportRun run) {
        return runs.move(RunMove.STOP, run.importId()).defaultIfEmpty(false);
    }

    /**
     * Makes plans of the business void that wait for approval and that this run has overtaken. Changes alone do not overtake a
     * plan that was made of the whole roster: what it removes is in no later change.
     *
     * @param changesAlone whether that is what the run read, be it that it was asked to or that its file has no more
     */
    public Mono<Void> supersedeHeld(ImportRun run, boolean changesAlone) {
        return runs.moveAll(
                and(
                        eq(ImportRuns.BUSINESS, run.businessId()),
                        lt(ImportRuns.REVISION, run.revision()),
                        changesAlone ? eq(ImportRuns.MODE, ImportMode.DELTA) : Filters.empty()),
                RunMove.SUPERSEDE,
                Updates.set(ImportRuns.SUCCESSOR, run.importId()));
    }

    private Mono<Void> move(RunMove move, ImportRun run, Bson... details) {
        return ours(run, runs.move(move, run.importId(), details)).then();
    }

    /** A move after which the run is nobody's; when its answer was lost, it is found made when it is made again. */
    private Mono<Void> end(RunMove move, ImportRun run, Bson... details) {
        return move(move, run, details)
                .onErrorResume(LeaseLostException.class, lost -> unless(run, Objects.requireNonNull(move.to()), lost));
    }

    /** Made again while the store is away: what led to a move, a roster that was read or written, is worth the wait. */
    private <T> Mono<T> ours(ImportRun run, Mono<T> move) {
        return Mono.defer(() -> {
            var patience = clock.instant().plus(settings.lease());
            return move.switchIfEmpty(lost(run))
                    .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_RETRY)
                            .maxBackoff(LONGEST_WAIT)
                            .filter(failure -> StoreAway.isCauseOf(failure)
                                    && clock.instant().isBefore(patience)));
        });
    }

    private static <T> Mono<T> lost(ImportRun run) {
        return Mono.error(() -> new LeaseLostException(run.importId()));
    }

    private Mono<Void> unless(ImportRun run, RunState already, LeaseLostException lost) {
        return runs.find(run.importId())
                .filter(now -> now.state() == already)
                .switchIfEmpty(Mono.error(lost))
                .then();
    }
}
