package com.pickatime.imports.run.work;

import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.RunSettings;
import com.pickatime.imports.run.RunState;
import com.pickatime.imports.run.queue.LeaseLostException;
import com.pickatime.imports.store.StoreAway;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Carries one run out, from its first request to its last barrier, while it holds the run's lease. */
@Component
class RunImport {

    private final ActiveRuns activeRuns;
    private final ImportAttempts attempts;
    private final CloseImport close;
    private final RunReports reports;
    private final RunSettings settings;
    private final Timer duration;

    RunImport(
            ActiveRuns activeRuns,
            ImportAttempts attempts,
            CloseImport close,
            RunReports reports,
            RunSettings settings,
            MeterRegistry metrics) {
        this.activeRuns = activeRuns;
        this.attempts = attempts;
        this.close = close;
        this.reports = reports;
        this.settings = settings;
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
            var active = activeRuns.take(run);
            var sample = Timer.start();
            var work = run.state() == RunState.PUBLISHING
                    ? close.execute(active)
                    : reports.started(run).then(Mono.defer(() -> attempts.execute(active)));
            return Mono.firstWithSignal(work, active.lease().<Void>keep())
                    .timeout(settings.timeLimit())
                    .onErrorResume(RunImport::isTheRunsOwn, failure -> reports.failed(run, failure))
                    .doFinally(signal -> sample.stop(duration));
        });
    }

    private static boolean isTheRunsOwn(Throwable failure) {
        return !(failure instanceof LeaseLostException) && !StoreAway.isCauseOf(failure);
    }
}
