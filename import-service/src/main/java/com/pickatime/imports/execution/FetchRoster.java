package com.pickatime.imports.execution;

import com.pickatime.imports.active.ActiveRun;
import com.pickatime.imports.queue.OwnedRuns;
import com.pickatime.imports.reading.Rosters;
import com.pickatime.imports.source.SourceReport;
import com.pickatime.imports.staging.Staging;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Copies the roster into the staging area. */
@Component
class FetchRoster {

    private final Rosters rosters;
    private final OwnedRuns owned;

    FetchRoster(Rosters rosters, OwnedRuns owned) {
        this.rosters = rosters;
        this.owned = owned;
    }

    Mono<SourceReport> execute(ActiveRun active, Staging staging) {
        active.progress().fetchAgain();
        return owned.fetching(active.run())
                .then(Mono.defer(() -> rosters.open(active.run())))
                .flatMap(source -> source.copyInto(staging, active.progress()));
    }
}
