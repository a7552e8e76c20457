package com.pickatime.imports.run.work;

import com.pickatime.imports.connection.Connection;
import com.pickatime.imports.connection.ConnectionState;
import com.pickatime.imports.connection.Connections;
import com.pickatime.imports.connection.PausedBy;
import com.pickatime.imports.connection.reading.Rosters;
import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.imports.run.queue.OwnedRuns;
import com.pickatime.imports.source.RosterIncompleteException;
import com.pickatime.imports.source.SourceReport;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Copies the roster into the staging area. */
@Component
class FetchRoster {

    private final Rosters rosters;
    private final Connections connections;
    private final OwnedRuns owned;

    FetchRoster(Rosters rosters, Connections connections, OwnedRuns owned) {
        this.rosters = rosters;
        this.connections = connections;
        this.owned = owned;
    }

    Mono<SourceReport> execute(ActiveRun active, Staging staging) {
        active.progress().fetchAgain();
        return owned.fetching(active.run())
                .then(Mono.defer(() -> connections.find(active.businessId())))
                .doOnNext(FetchRoster::requireNotPaused)
                .then(Mono.defer(() ->
                        rosters.open(active.businessId(), active.run().order().upload())))
                .flatMap(source -> source.copyInto(staging, active.progress()));
    }

    /** A run that waited while its connection was paused. It does not wait for more: what it waits for may never come. */
    private static void requireNotPaused(Connection connection) {
        if (connection.state() == ConnectionState.PAUSED) {
            throw new RosterIncompleteException(
                    "CONNECTION_PAUSED",
                    connection.pausedBy() == PausedBy.CLASSLINK
                            ? "The connection is paused because pickAtime is not enabled in ClassLink any more. Once it is"
                                    + " enabled there again, the import is asked for by itself. Nothing was changed."
                            : "The connection was paused before the import began. Set its state to ACTIVE, then import"
                                    + " again. Nothing was changed.");
        }
    }
}
