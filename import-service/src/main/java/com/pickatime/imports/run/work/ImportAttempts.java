package com.pickatime.imports.run.work;

import com.pickatime.imports.run.RunSettings;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Tries an import anew, from the beginning, when its source changed while it was read. */
@Component
class ImportAttempts {

    private final StagingAreas stagingAreas;
    private final PrepareImport prepare;
    private final DecideImport decide;
    private final RunSettings settings;

    ImportAttempts(StagingAreas stagingAreas, PrepareImport prepare, DecideImport decide, RunSettings settings) {
        this.stagingAreas = stagingAreas;
        this.prepare = prepare;
        this.decide = decide;
        this.settings = settings;
    }

    Mono<Void> execute(ActiveRun active) {
        return stagingAreas
                .with(staging -> prepare.execute(active, staging).flatMap(prepared -> decide.execute(active, prepared)))
                .retryWhen(Retry.fixedDelay(settings.tries() - 1L, settings.retryDelay())
                        .filter(FailureReasons::isWorthAnotherTry)
                        .onRetryExhaustedThrow((retry, last) -> last.failure()));
    }
}
