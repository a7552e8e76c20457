package com.pickatime.imports.run.work;

import com.pickatime.events.HoldCause;
import com.pickatime.events.ImportMode;
import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.Brake;
import com.pickatime.imports.plan.BusinessLimits;
import com.pickatime.imports.plan.ExistingContacts;
import com.pickatime.imports.plan.NewPeople;
import com.pickatime.imports.plan.Rekey;
import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.imports.publish.KafkaBarriers;
import com.pickatime.imports.publish.KafkaPublishedRun;
import com.pickatime.imports.publish.KafkaRosterPublisher;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.RunProgress.Step;
import com.pickatime.imports.run.event.KafkaImportEvents;
import com.pickatime.imports.run.event.PlannedImport;
import com.pickatime.imports.run.event.RunAnnouncements;
import com.pickatime.imports.run.queue.ImportRuns;
import com.pickatime.imports.run.queue.LeaseLostException;
import com.pickatime.imports.run.queue.OwnedRuns;
import com.pickatime.imports.source.SourceWords;
import com.pickatime.imports.source.snapshot.Snapshots;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Decides what becomes of a plan, and does it: nothing at all, ask first, or publish. */
@Component
class DecideImport {

    private static final Logger log = LoggerFactory.getLogger(DecideImport.class);
    private static final String AFTER_UNDO =
            "The import before this one was taken back. So that what was taken back does not come again unasked, this one waits:"
                    + " approve it once the roster is right.";
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final ImportRuns runs;
    private final OwnedRuns owned;
    private final BusinessLimits limits;
    private final Snapshots snapshots;
    private final Readings readings;
    private final ProposeMap proposeMap;
    private final KafkaRosterPublisher publisher;
    private final KafkaImportEvents events;
    private final RunAnnouncements announcements;

    DecideImport(
            ImportRuns runs,
            OwnedRuns owned,
            BusinessLimits limits,
            Snapshots snapshots,
            Readings readings,
            ProposeMap proposeMap,
            KafkaRosterPublisher publisher,
            KafkaImportEvents events,
            RunAnnouncements announcements) {
        this.runs = runs;
        this.owned = owned;
        this.limits = limits;
        this.snapshots = snapshots;
        this.readings = readings;
        this.proposeMap = proposeMap;
        this.publisher = publisher;
        this.events = events;
        this.announcements = announcements;
    }

    /** Does what {@code planned} asks for; {@code staging} has its changes. */
    Mono<Void> execute(RunLease lease, PlannedImport planned, Staging staging) {
        return events.planned(planned)
                .then(Mono.defer(() -> Mono.zip(
                        limits.brake(lease.run().businessId()),
                        runs.isAfterUndo(lease.run()),
                        isApproved(lease, planned)
                                ? Mono.just(List.<String>of())
                                : proposeMap.reasons(planned, staging))))
                .flatMap(known -> decide(lease, planned, staging, known.getT1(), known.getT2(), known.getT3()));
    }

    /** Finishes a run that another instance left when only its barriers, and the event behind them, were still to be published. */
    Mono<Void> finish(RunLease lease) {
        var run = lease.run();
        return Mono.defer(() -> {
            log.warn("import={} business={} is finished where it broke off", run.importId(), run.businessId());
            return Mono.zip(runs.barriers(run), runs.pendingAnnouncement(run))
                    .switchIfEmpty(Mono.error(() -> new LeaseLostException(run.importId())))
                    .flatMap(kept -> close(lease, KafkaBarriers.of(kept.getT1()), kept.getT2()));
        });
    }

    private static boolean isApproved(RunLease lease, PlannedImport planned) {
        return planned.summary().planDigest().equals(lease.run().order().approvedPlan());
    }

    private Mono<Void> decide(
            RunLease lease,
            PlannedImport planned,
            Staging staging,
            Brake brake,
            boolean afterUndo,
            List<String> rekey) {
        var order = lease.run().order();
        var existing = ExistingContacts.reasons(planned.stored().own());
        HoldCause cause;
        List<String> reasons;
        if (!existing.isEmpty()) {
            cause = HoldCause.EXISTING_CONTACTS;
            reasons = existing;
        } else {
            cause = !rekey.isEmpty() ? HoldCause.REKEY : afterUndo ? HoldCause.UNDONE : HoldCause.BRAKE;
            // where nothing is stored yet, there is nothing to lose
            reasons = Stream.of(
                            rekey,
                            afterUndo ? List.of(AFTER_UNDO) : List.<String>of(),
                            brakeReasons(planned, staging, brake))
                    .flatMap(List::stream)
                    .toList();
        }
        if (order.mode() == ImportMode.DRY_RUN) {
            var end = lease.leave(owned.endDryRun(lease.run(), reasons.isEmpty() ? null : cause, reasons));
            return planned.plan().isEmpty()
                    ? end
                    : readings.forget(lease.run().businessId()).then(end);
        }
        if (planned.plan().isEmpty()) {
            return completeUnchanged(lease, planned, staging);
        }
        boolean approved = existing.isEmpty() && isApproved(lease, planned);
        return reasons.isEmpty() || approved
                ? publish(lease, planned, staging)
                : hold(lease, planned.run(), staging, cause, reasons);
    }

    private static List<String> brakeReasons(PlannedImport planned, Staging staging, Brake brake) {
        var order = planned.run().order();
        var plan = order.movedFor() == null ? planned.plan() : Rekey.afterwards(planned.plan());
        return Stream.concat(
                        brake.reasons(plan).stream(),
                        changesAlone(planned.run(), staging)
                                ? NewPeople.reasons(plan, importAll(planned)).stream()
                                : Stream.empty())
                .toList();
    }

    /** Of files, the manifest says so and not the order. */
    private static boolean changesAlone(ImportRun run, Staging staging) {
        return run.order().mode() == ImportMode.DELTA || staging.hasOnlyChanges(RecordType.PERSON);
    }

    private static String importAll(PlannedImport planned) {
        return SourceWords.importAll(Objects.requireNonNull(planned.summary().source()));
    }

    /** Before anything is published: what was published and is not kept could not be taken back. */
    private Mono<Void> keep(RunLease lease, PlannedImport planned, Staging staging) {
        return Mono.defer(() -> {
            var run = planned.run();
            lease.progress().step(Step.KEEPING);
            return snapshots.keep(
                    run.businessId(),
                    run.importId(),
                    run.revision(),
                    staging,
                    planned.stored().isEmpty());
        });
    }

    private Mono<Void> completeUnchanged(RunLease lease, PlannedImport planned, Staging staging) {
        // of a roster that never changes since imports are kept there would be nothing to go back to
        var kept = snapshots
                .before(planned.run().businessId(), Long.MAX_VALUE)
                .next()
                .hasElement()
                .flatMap(any -> any ? Mono.empty() : keep(lease, planned, staging));
        return kept.then(readings.keep(planned))
                .then(lease.leave(owned.completeUnchanged(lease.run(), events.completedUnchanged(planned))))
                .then(Mono.defer(() -> owned.supersedeHeld(planned.run(), changesAlone(planned.run(), staging))))
                .then(Mono.defer(
                        () -> announcements.announceNowOrLater(planned.run().importId())));
    }

    private Mono<Void> hold(RunLease lease, ImportRun run, Staging staging, HoldCause cause, List<String> reasons) {
        return lease.leave(owned.hold(run, cause, reasons))
                .doOnSuccess(held -> log.warn(
                        "import={} business={} held: {} {}{}",
                        run.importId(),
                        run.businessId(),
                        cause,
                        String.join(" ", reasons),
                        cause == HoldCause.BRAKE
                                ? " Look at the plan, then approve it or mend the source and import again."
                                : ""))
                .then(Mono.defer(() -> owned.supersedeHeld(run, changesAlone(run, staging))))
                .then(Mono.defer(() -> announcements.announceNowOrLater(run.importId())));
    }

    private Mono<Void> publish(RunLease lease, PlannedImport planned, Staging staging) {
        var run = planned.run();
        return keep(lease, planned, staging)
                .then(readings.keep(planned))
                .then(Mono.defer(() -> {
                    lease.progress().toPublish(planned.plan().changes());
                    return owned.publishing(run, planned.plan().changes());
                }))
                .then(Mono.defer(() -> owned.supersedeHeld(run, changesAlone(run, staging))))
                .then(Mono.defer(() -> publisher.publish(
                        new KafkaPublishedRun(run.businessId(), run.importId(), run.revision()),
                        staging,
                        lease::requireOurs,
                        lease.progress()::published)))
                .flatMap(barriers -> {
                    var published = events.published(planned, barriers);
                    return owned.closing(
                                    run,
                                    barriers.toBytes(),
                                    published,
                                    lease.progress().now())
                            .then(Mono.defer(() -> close(lease, barriers, published)));
                });
    }

    /**
     * Publishes the barriers of a run whose records are all on the topic, and then the event that says so, and lets the
     * contact service do the rest.
     *
     * <p>May be done any number of times, by any instance; a run that has come this far is finished and never begun anew,
     * so that it cannot be told twice.
     */
    private Mono<Void> close(RunLease lease, KafkaBarriers barriers, byte[] published) {
        var run = lease.run();
        var told = Mono.defer(() -> {
                    lease.requireOurs();
                    return publisher.close(barriers);
                })
                .then(Mono.defer(() -> events.tell(published)));
        return told.retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_RETRY)
                        .maxBackoff(LONGEST_WAIT)
                        .filter(failure -> !(failure instanceof LeaseLostException))
                        .doBeforeRetry(retry -> log.warn(
                                "import={} business={} is on the topic, but Kafka takes no barriers; they are tried again",
                                run.importId(),
                                run.businessId(),
                                retry.failure())))
                .then(Mono.defer(
                        () -> lease.leave(owned.applying(run, lease.progress().now()))));
    }
}
