package com.pickatime.imports.run.work;

import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.queue.OwnedRuns;
import com.pickatime.imports.run.queue.RunQueue;
import com.pickatime.imports.run.queue.RunRecovery;
import com.pickatime.imports.run.queue.Unconfirmed;
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
