package com.pickatime.imports.run.work;

import com.pickatime.imports.connection.reading.Rosters;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.RunSettings;
import com.pickatime.imports.run.RunState;
import com.pickatime.imports.run.event.KafkaImportEvents;
import com.pickatime.imports.run.event.RunAnnouncements;
import com.pickatime.imports.run.queue.LeaseLostException;
import com.pickatime.imports.run.queue.OwnedRuns;
import com.pickatime.imports.store.StoreAway;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Carries one run out, from its first request to its last barrier, while it has the run's lease. */
@Component
class RunImport {

    private static final Logger log = LoggerFactory.getLogger(RunImport.class);

    private final OwnedRuns owned;
    private final StagingAreas stagingAreas;
    private final PlanImport plan;
    private final DecideImport decide;
    private final KafkaImportEvents events;
    private final RunAnnouncements announcements;
    private final RunSettings settings;
    private final Clock clock;
    private final Timer duration;

    RunImport(
            OwnedRuns owned,
            StagingAreas stagingAreas,
            PlanImport plan,
            DecideImport decide,
            KafkaImportEvents events,
            RunAnnouncements announcements,
            RunSettings settings,
            Clock clock,
            MeterRegistry metrics) {
        this.owned = owned;
        this.stagingAreas = stagingAreas;
        this.plan = plan;
        this.decide = decide;
        this.events = events;
        this.announcements = announcements;
        this.settings = settings;
        this.clock = clock;
        this.duration = Timer.builder("imports.runs")
                .description("time a run took here, whatever became of it")
                .register(metrics);
    }

    /**
     * Completes when the run has left our hands, also when it failed, which its document then says. Fails only with
     * {@link LeaseLostException}, or when the store is away for longer than the lease: then the run is recovered.
     */
    Mono<Void> execute(ImportRun run) {
        return Mono.defer(() -> {
            var lease = new RunLease(run, owned, settings, clock);
            var sample = Timer.start();
            var work = run.state() == RunState.PUBLISHING ? decide.finish(lease) : begin(lease);
            return Mono.firstWithSignal(work, lease.<Void>keep())
                    .timeout(settings.timeLimit())
                    .onErrorResume(RunImport::isTheRunsOwn, failure -> fail(run, failure))
                    .onErrorResume(
                            LeaseLostException.class,
                            lost -> owned.stopped(run)
                                    .flatMap(stopped -> stopped ? Mono.empty() : Mono.<Void>error(lost))
                                    .doOnSuccess(stopped -> log.info(
                                            "import={} business={} was called off", run.importId(), run.businessId())))
                    .doFinally(signal -> sample.stop(duration));
        });
    }

    /** Tries again from the beginning when the source changed while it was read. */
    private Mono<Void> begin(RunLease lease) {
        var run = lease.run();
        log.info(
                "import={} business={} mode={} trigger={} revision={} started",
                run.importId(),
                run.businessId(),
                run.order().mode(),
                run.order().trigger(),
                run.revision());
        var attempt = stagingAreas.with(
                run.businessId(),
                staging -> plan.execute(lease, staging).flatMap(planned -> decide.execute(lease, planned, staging)));
        return events.started(run)
                .then(attempt.retryWhen(Retry.fixedDelay(settings.tries() - 1L, settings.retryDelay())
                        .filter(FailureReasons::isWorthAnotherTry)
                        .onRetryExhaustedThrow((retry, last) -> last.failure())));
    }

    private Mono<Void> fail(ImportRun run, Throwable failure) {
        var reason = FailureReasons.of(failure);
        if (reason.code().equals(Rosters.PAUSED)) {
            return owned.callOff(run, reason)
                    .doOnSuccess(calledOff -> log.info(
                            "import={} business={} was called off: its connection is paused",
                            run.importId(),
                            run.businessId()));
        }
        return owned.fail(run, reason)
                .doOnSuccess(failed -> log.warn(
                        "import={} business={} failed: {} {}",
                        run.importId(),
                        run.businessId(),
                        reason.code(),
                        reason.message(),
                        failure))
                .doOnError(notOurs -> log.warn(
                        "import={} business={} goes no further here and is taken up again",
                        run.importId(),
                        run.businessId(),
                        failure))
                .then(Mono.defer(() -> announcements.announceNowOrLater(run.importId())));
    }

    private static boolean isTheRunsOwn(Throwable failure) {
        return !(failure instanceof LeaseLostException) && !StoreAway.isCauseOf(failure);
    }
}
