package com.pickatime.imports.run.work;

import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.imports.plan.staging.StoredTotals;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.PlanSummary;
import com.pickatime.imports.run.Refusals;
import com.pickatime.imports.run.RefusedRows;
import com.pickatime.imports.run.event.PlannedImport;
import com.pickatime.imports.run.queue.OwnedRuns;
import com.pickatime.imports.source.EmptyCollections;
import com.pickatime.imports.source.SourceReport;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Compares a roster with what the contact service holds, and makes the plan. Publishes nothing. */
@Component
class PrepareImport {

    private final FetchRoster fetchRoster;
    private final FetchHeld fetchHeld;
    private final OwnedRuns owned;
    private final Refusals refusals;
    private final Scheduler blocking;

    PrepareImport(
            FetchRoster fetchRoster, FetchHeld fetchHeld, OwnedRuns owned, Refusals refusals, Scheduler blocking) {
        this.fetchRoster = fetchRoster;
        this.fetchHeld = fetchHeld;
        this.owned = owned;
        this.refusals = refusals;
        this.blocking = blocking;
    }

    Mono<PreparedImport> execute(ActiveRun active, Staging staging) {
        return fetchRoster
                .execute(active, staging)
                .flatMap(report -> fetchHeld
                        .execute(active, staging)
                        .flatMap(held -> owned.numberedAbove(active.run(), held.highestRevision())
                                .flatMap(run -> plan(run, report, held, staging))))
                .flatMap(prepared -> keepRefusals(active, staging)
                        .then(Mono.defer(() ->
                                owned.planned(active.run(), prepared.planned().inNumbers())))
                        .thenReturn(prepared))
                .onErrorResume(failure -> keepRefusals(active, staging)
                        .onErrorResume(unkept -> {
                            failure.addSuppressed(unkept);
                            return Mono.empty();
                        })
                        .then(Mono.error(failure)));
    }

    private Mono<PreparedImport> plan(ImportRun run, SourceReport report, StoredTotals held, Staging staging) {
        return Mono.fromCallable(() -> {
                    var plan = staging.plan();
                    var ofSource = Stream.concat(
                                    report.warnings().stream(), EmptyCollections.check(report, held, plan).stream())
                            .toList();
                    var planned = new PlannedImport(run, plan, PlanSummary.of(plan, report.source(), ofSource));
                    return new PreparedImport(planned, staging, held);
                })
                .subscribeOn(blocking);
    }

    /** Also of a run that failed: they may say why. */
    private Mono<Void> keepRefusals(ActiveRun active, Staging staging) {
        return Mono.fromCallable(() -> new RefusedRows(
                        active.importId(), active.run().begun(), staging.refused(), staging.refusals(Refusals.MOST)))
                .subscribeOn(blocking)
                .flatMap(refusals::keep);
    }
}
