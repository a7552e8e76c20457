package com.pickatime.imports.run.work;

import com.pickatime.events.ImportMode;
import com.pickatime.imports.connection.reading.Rosters;
import com.pickatime.imports.plan.roster.StoredTotals;
import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.imports.publish.KafkaRosterTopic;
import com.pickatime.imports.publish.sourceindex.SourceIndex;
import com.pickatime.imports.run.ImportRefusals;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.PlanSummary;
import com.pickatime.imports.run.RefusedRows;
import com.pickatime.imports.run.RunProgress.Step;
import com.pickatime.imports.run.event.PlannedImport;
import com.pickatime.imports.run.lines.PlanLines;
import com.pickatime.imports.run.queue.ImportRuns;
import com.pickatime.imports.run.queue.OwnedRuns;
import com.pickatime.imports.source.EmptyCollections;
import com.pickatime.imports.source.RosterSource;
import com.pickatime.imports.source.SourceReport;
import com.pickatime.imports.source.snapshot.Snapshots;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Compares a roster with what the contact service has stored, and makes the plan. Publishes nothing. */
@Component
class PlanImport {

    private static final Logger log = LoggerFactory.getLogger(PlanImport.class);

    private final Rosters rosters;
    private final Snapshots snapshots;
    private final KafkaRosterTopic topic;
    private final SourceIndex index;
    private final ImportRuns runs;
    private final OwnedRuns owned;
    private final Readings readings;
    private final ImportRefusals refusals;
    private final PlanLines lines;
    private final DeltaSettings delta;
    private final Scheduler blocking;

    PlanImport(
            Rosters rosters,
            Snapshots snapshots,
            KafkaRosterTopic topic,
            SourceIndex index,
            ImportRuns runs,
            OwnedRuns owned,
            Readings readings,
            ImportRefusals refusals,
            PlanLines lines,
            DeltaSettings delta,
            Scheduler blocking) {
        this.rosters = rosters;
        this.snapshots = snapshots;
        this.topic = topic;
        this.index = index;
        this.runs = runs;
        this.owned = owned;
        this.readings = readings;
        this.refusals = refusals;
        this.lines = lines;
        this.delta = delta;
        this.blocking = blocking;
    }

    /** The plan, whose changes are then in {@code staging}, which must be empty. */
    Mono<PlannedImport> execute(RunLease lease, Staging staging) {
        return fetching(lease)
                .then(Mono.defer(() -> open(lease.run())))
                .flatMap(source ->
                        unchanged(lease, source).switchIfEmpty(Mono.defer(() -> compared(lease, source, staging))))
                .flatMap(
                        planned -> owned.planned(lease.run(), planned.summary()).thenReturn(planned))
                .onErrorResume(failure -> keepRefusals(lease.run(), staging)
                        .onErrorResume(unkept -> {
                            failure.addSuppressed(unkept);
                            return Mono.empty();
                        })
                        .then(Mono.error(failure)));
    }

    private Mono<Void> fetching(RunLease lease) {
        return Mono.defer(() -> {
            lease.progress().fetchAgain();
            return owned.fetching(lease.run());
        });
    }

    /** The plan without a change, where source and store are what they were after an earlier import; otherwise nothing. */
    private Mono<PlannedImport> unchanged(RunLease lease, RosterSource source) {
        return readings.last(lease.run())
                .filterWhen(known -> index.isStill(lease.run().businessId(), known.revision(), known.lastChange()))
                .filterWhen(known -> source.isStill(known.reading(), lease.progress()))
                .flatMap(known -> owned.planning(lease.run())
                        .then(Mono.defer(() -> owned.numberedAbove(lease.run(), known.revision())))
                        .flatMap(run -> repeatRefusals(known, run).thenReturn(known.again(run)))
                        .doOnNext(planned -> log.info(
                                "{} read, to the last byte, what import={} had read, which is stored: nothing is compared",
                                planned.run().label(),
                                known.importId())));
    }

    private Mono<Void> repeatRefusals(Readings.Known known, ImportRun run) {
        return refusals.find(known.importId())
                .defaultIfEmpty(new RefusedRows(run.importId(), run.begun(), 0, List.of()))
                .flatMap(
                        rows -> refusals.keep(new RefusedRows(run.importId(), run.begun(), rows.total(), rows.rows())));
    }

    private Mono<PlannedImport> compared(RunLease lease, RosterSource source, Staging staging) {
        lease.progress().fetchAgain();
        return source.copyInto(staging, lease.progress())
                .flatMap(report -> copyStored(lease, staging)
                        .flatMap(stored -> owned.numberedAbove(lease.run(), stored.highestRevision())
                                .flatMap(run -> plan(run, report, stored, staging))))
                .flatMap(planned -> keepRefusals(lease.run(), staging)
                        .then(Mono.defer(() -> keepLines(planned.run(), staging)))
                        .thenReturn(planned));
    }

    private Mono<RosterSource> open(ImportRun run) {
        var undoing = run.order().undoing();
        return undoing == null
                ? since(run)
                        .flatMap(since ->
                                rosters.open(run.businessId(), run.order().upload(), since.orElse(null)))
                : Mono.just(snapshots.open(run.businessId(), undoing.snapshot(), undoing.school()));
    }

    /**
     * From when on changes are to be read, if they are enough. A run that was asked for because of an earlier import whose
     * document is gone by now reads everything that bears a date, and still removes nothing that is not there.
     */
    private Mono<Optional<Instant>> since(ImportRun run) {
        return run.order().mode() == ImportMode.DELTA
                ? runs.lastApplied(run.businessId())
                        .map(begun -> Optional.of(begun.minus(delta.overlap())))
                        .defaultIfEmpty(Optional.of(Instant.EPOCH))
                : Mono.just(Optional.empty());
    }

    /**
     * Where an earlier run of the business was not confirmed, this first waits until everything that is on the topic at
     * this moment is applied: what a run that broke off has published is then part of what is stored. Otherwise all of the
     * business is applied, and what other businesses have on the topic is no reason to wait.
     */
    private Mono<StoredTotals> copyStored(RunLease lease, Staging staging) {
        var run = lease.run();
        return Mono.defer(() -> {
            lease.progress().step(Step.WAITING_FOR_CONTACT_SERVICE);
            return owned.planning(run)
                    .then(Mono.defer(() -> runs.isAnythingUnconfirmed(run.businessId())))
                    .flatMap(unconfirmed -> unconfirmed ? topic.lastOffsets() : Mono.just(Map.<Integer, Long>of()))
                    .flatMap(through -> index.copyInto(
                            staging,
                            run.businessId(),
                            through,
                            () -> lease.progress().step(Step.COMPARING)));
        });
    }

    private Mono<PlannedImport> plan(ImportRun run, SourceReport report, StoredTotals stored, Staging staging) {
        return Mono.fromCallable(() -> {
                    var plan = staging.plan();
                    var ofSource = Stream.concat(
                                    report.warnings().stream(), EmptyCollections.check(report, stored, plan).stream())
                            .toList();
                    return new PlannedImport(
                            run,
                            plan,
                            PlanSummary.of(plan, report.source(), ofSource),
                            stored,
                            // what is said of an empty collection depends on what was stored before
                            report.emptyCollections().isEmpty() ? report.reading() : null);
                })
                .subscribeOn(blocking);
    }

    private Mono<Void> keepLines(ImportRun run, Staging staging) {
        return lines.keep(run.businessId(), run.importId(), run.revision(), run.begun(), staging);
    }

    /** Also of a run that failed: they may say why. */
    private Mono<Void> keepRefusals(ImportRun run, Staging staging) {
        return Mono.fromCallable(() -> new RefusedRows(
                        run.importId(), run.begun(), staging.refused(), staging.refusals(ImportRefusals.MOST)))
                .subscribeOn(blocking)
                .flatMap(refusals::keep);
    }
}
