package com.pickatime.imports.execution;

import com.pickatime.imports.queue.OwnedRuns;
import com.pickatime.imports.queue.RunQueue;
import com.pickatime.imports.queue.RunRecovery;
import com.pickatime.imports.queue.Unconfirmed;
import com.pickatime.imports.run.ImportRun;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Finds the next run to work on, after putting right what other workers left half-done. */
@Component
class WorkIntake {

    private final RunRecovery recovery;
    private final Unconfirmed unconfirmed;
    private final RunQueue queue;
    private final OwnedRuns owned;

    WorkIntake(RunRecovery recovery, Unconfirmed unconfirmed, RunQueue queue, OwnedRuns owned) {
        this.recovery = recovery;
        this.unconfirmed = unconfirmed;
        this.queue = queue;
        this.owned = owned;
    }

    /** A run that is ours from now, or nothing. */
    Mono<ImportRun> next() {
        return recovery.recover()
                .then(Mono.defer(unconfirmed::stopWaiting))
                .then(Mono.defer(queue::takeOver))
                .switchIfEmpty(Mono.defer(queue::claim));
    }

    /** Leaves whatever is under way half-done, for any instance to recover at once. */
    Mono<Void> leaveAll() {
        return owned.releaseAll();
    }
}
