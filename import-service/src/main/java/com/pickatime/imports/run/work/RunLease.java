package com.pickatime.imports.run.work;

import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.Lease;
import com.pickatime.imports.run.RunProgress;
import com.pickatime.imports.run.RunSettings;
import com.pickatime.imports.run.queue.LeaseLostException;
import com.pickatime.imports.run.queue.OwnedRuns;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The lease on one run, renewed while it is worked on; each renewal writes down how far the run is.
 *
 * <p>A worker that cannot renew stops by its own clock before another may take the run. A record that it had handed to
 * the producer before that may still reach the topic: the next run's higher revision wins over it, and what it may have
 * removed comes back with the run after that.
 */
final class RunLease {

    private static final Logger log = LoggerFactory.getLogger(RunLease.class);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration HEARD_WITHIN = Duration.ofSeconds(2);

    private final ImportRun run;
    private final ProgressTracker progress;
    private final OwnedRuns owned;
    private final RunSettings settings;
    private final Clock clock;
    private volatile Instant until;
    private volatile RunProgress written;
    private volatile boolean leaving;
    private volatile boolean over;

    RunLease(ImportRun run, OwnedRuns owned, RunSettings settings, Clock clock) {
        this.run = run;
        this.progress = ProgressTracker.from(run.progress());
        this.owned = owned;
        this.settings = settings;
        this.clock = clock;
        Lease lease = Objects.requireNonNull(run.lease(), "a run that is worked on has a lease");
        this.until = lease.until();
        this.written = run.progress();
    }

    /** The run, as it was when this instance took it. */
    ImportRun run() {
        return run;
    }

    /** How far the run is. */
    ProgressTracker progress() {
        return progress;
    }

    /**
     * Renews until it is cancelled, when the run is ours no more; fails with {@link LeaseLostException} when it is not
     * before that.
     */
    <T> Mono<T> keep() {
        return Flux.interval(LOOK)
                .onBackpressureDrop()
                .concatMap(tick -> renewIfNeeded())
                .then(Mono.<T>never())
                // threads that are not asked whether they may go on stop at their next look
                .doOnCancel(() -> until = Instant.MIN);
    }

    /**
     * Stops work on a run that may be somebody else's by now.
     *
     * @throws LeaseLostException if the lease has ended
     */
    void requireOurs() {
        if (clock.instant().isAfter(until)) {
            throw new LeaseLostException(run.importId());
        }
    }

    /**
     * Does the move that ends our work on the run. The lease is kept until it is made: it may take as long as the store
     * is away.
     */
    Mono<Void> leave(Mono<Void> move) {
        return Mono.defer(() -> {
                    leaving = true;
                    return move;
                })
                .doOnSuccess(made -> over = true)
                .doOnError(failure -> leaving = false);
    }

    private Mono<Void> renewIfNeeded() {
        var now = progress.now();
        boolean soon = !clock.instant().plus(settings.lease()).minus(often()).isBefore(until);
        if (over || !soon && now.equals(written)) {
            return Mono.empty();
        }
        return owned.renew(run, now)
                // an answer that does not come must not make us believe that the run is ours
                .timeout(left())
                .doOnNext(renewed -> {
                    until = renewed;
                    written = now;
                })
                .then()
                .onErrorResume(failure -> over ? Mono.empty() : lostOrLater(failure));
    }

    /** Often enough that a run which is called off stops soon: the renewal tells. */
    private Duration often() {
        var third = settings.lease().dividedBy(3);
        return third.compareTo(HEARD_WITHIN) < 0 ? third : HEARD_WITHIN;
    }

    private Duration left() {
        var left = Duration.between(clock.instant(), until);
        return left.compareTo(LOOK) > 0 ? left : LOOK;
    }

    private Mono<Void> lostOrLater(Throwable failure) {
        if (failure instanceof LeaseLostException && leaving) {
            // the move has been made, and says so itself in a moment
            return Mono.empty();
        }
        if (failure instanceof LeaseLostException
                || failure instanceof TimeoutException
                || clock.instant().isAfter(until)) {
            return Mono.error(new LeaseLostException(run.importId()));
        }
        log.warn(
                "import={} business={} could not renew its lease and will try again: is the store away?",
                run.importId(),
                run.businessId(),
                failure);
        return Mono.empty();
    }
}
