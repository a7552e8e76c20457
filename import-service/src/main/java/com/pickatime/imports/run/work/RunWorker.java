package com.pickatime.imports.run.work;

import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.RunSettings;
import com.pickatime.imports.run.queue.LeaseLostException;
import com.pickatime.imports.run.queue.OwnedRuns;
import com.pickatime.imports.run.queue.RunRecovery;
import com.pickatime.imports.run.queue.WorkSignal;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Works on runs, a bounded number at a time.
 *
 * <p>Each of its threads takes a run, waits for it, and takes the next. They are plain threads that do nothing but wait,
 * with a time limit: this is where the reactive pipeline of a run is subscribed to, and what bounds how many there are.
 */
@Component
class RunWorker implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RunWorker.class);
    private static final Duration STORE_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(2);
    private static final Duration LEAVE_LIMIT = Duration.ofSeconds(2);

    private final RunRecovery recovery;
    private final OwnedRuns owned;
    private final RunImport runImport;
    private final WorkSignal signal;
    private final StagingAreas stagingAreas;
    private final RunSettings settings;
    private volatile @Nullable ExecutorService threads;

    RunWorker(
            RunRecovery recovery,
            OwnedRuns owned,
            RunImport runImport,
            WorkSignal signal,
            StagingAreas stagingAreas,
            RunSettings settings) {
        this.recovery = recovery;
        this.owned = owned;
        this.runImport = runImport;
        this.signal = signal;
        this.stagingAreas = stagingAreas;
        this.settings = settings;
    }

    @Override
    public synchronized void start() {
        if (settings.concurrency() == 0 || isRunning()) {
            return;
        }
        stagingAreas.claim();
        var number = new AtomicInteger();
        var pool = Executors.newFixedThreadPool(
                settings.concurrency(), task -> new Thread(task, "import-run-" + number.incrementAndGet()));
        threads = pool;
        for (int i = 0; i < settings.concurrency(); i++) {
            pool.execute(this::work);
        }
    }

    /** Leaves runs that are under way half-done; they are recovered at the next start, or by another instance at once. */
    @Override
    public synchronized void stop() {
        var pool = threads;
        threads = null;
        if (pool == null) {
            return;
        }
        pool.shutdownNow();
        try {
            if (!pool.awaitTermination(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("a run did not stop in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        leaveAll();
    }

    /** Once for all of them, so that also a run is left that was claimed at the moment of the stop. */
    private void leaveAll() {
        try {
            owned.releaseAll().block(LEAVE_LIMIT);
        } catch (RuntimeException e) {
            log.warn("runs could not be handed over; they are recovered when their leases end", e);
        }
    }

    @Override
    public boolean isRunning() {
        return threads != null;
    }

    private void work() {
        while (isRunning() && !Thread.currentThread().isInterrupted()) {
            try {
                var run = next().block(STORE_LIMIT);
                if (run == null) {
                    signal.await(settings.pollInterval());
                } else {
                    carryOut(run);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                pause(e);
            }
        }
    }

    /** A run that is ours from now, or nothing; what other workers left half-done is put right first. */
    private Mono<ImportRun> next() {
        return recovery.recover()
                .then(Mono.defer(recovery::stopWaiting))
                .then(Mono.defer(owned::takeOver))
                .switchIfEmpty(Mono.defer(owned::claim));
    }

    private void carryOut(ImportRun run) {
        try {
            runImport.execute(run).block(settings.timeLimit().plus(STORE_LIMIT));
        } catch (LeaseLostException e) {
            log.warn("import={} business={} is worked on no more here", run.importId(), run.businessId());
        }
    }

    private void pause(RuntimeException failure) {
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        log.warn("the work on runs failed and is taken up again in a moment", failure);
        try {
            signal.await(settings.pollInterval());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
