package com.pickatime.imports.run.work;

import com.pickatime.events.ImportMode;
import com.pickatime.imports.plan.Brake;
import com.pickatime.imports.publish.KafkaRosterPublisher;
import com.pickatime.imports.publish.PublishedRun;
import com.pickatime.imports.run.event.KafkaImportEvents;
import com.pickatime.imports.run.event.KafkaSummaries;
import com.pickatime.imports.run.event.RunAnnouncements;
import com.pickatime.imports.run.queue.OwnedRuns;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Decides what becomes of a plan, and does it: nothing at all, ask first, or publish. */
@Component
class DecideImport {

    private static final Logger log = LoggerFactory.getLogger(DecideImport.class);

    private final OwnedRuns owned;
    private final Brake brake;
    private final KafkaRosterPublisher publisher;
    private final KafkaImportEvents events;
    private final RunAnnouncements announcements;
    private final CloseImport close;

    DecideImport(
            OwnedRuns owned,
            Brake brake,
            KafkaRosterPublisher publisher,
            KafkaImportEvents events,
            RunAnnouncements announcements,
            CloseImport close) {
        this.owned = owned;
        this.brake = brake;
        this.publisher = publisher;
        this.events = events;
        this.announcements = announcements;
        this.close = close;
    }

    Mono<Void> execute(ActiveRun active, PreparedImport prepared) {
        return events.planned(prepared.planned()).then(Mono.defer(() -> decide(active, prepared)));
    }

    private Mono<Void> decide(ActiveRun active, PreparedImport prepared) {
        var order = active.run().order();
        var reasons = brake.reasons(prepared.planned().plan());
        if (order.mode() == ImportMode.DRY_RUN) {
            return active.lease().leave(owned.endDryRun(active.run(), reasons));
        }
        if (prepared.planned().plan().isEmpty()) {
            return completeUnchanged(active, prepared);
        }
        boolean approved = prepared.planned().inNumbers().planDigest().equals(order.approvedPlan());
        return reasons.isEmpty() || approved ? publish(active, prepared) : hold(active, prepared, reasons);
    }

    private Mono<Void> completeUnchanged(ActiveRun active, PreparedImport prepared) {
        var untold = events.completedUnchanged(prepared.planned(), prepared.held());
        return active.lease()
                .leave(owned.completeUnchanged(active.run(), untold))
                .then(Mono.defer(() -> owned.supersedeHeld(prepared.planned().run())))
                .then(Mono.defer(() -> announcements.announceNowOrLater(active.importId())));
    }

    private Mono<Void> hold(ActiveRun active, PreparedImport prepared, List<String> reasons) {
        var run = active.run();
        return active.lease()
                .leave(owned.hold(run, reasons))
                .doOnSuccess(held -> log.warn(
                        "import={} business={} held: {} Look at the plan, then approve it or mend the source and import"
                                + " again.",
                        run.importId(),
                        run.businessId(),
                        String.join(" ", reasons)))
                .then(Mono.defer(() -> owned.supersedeHeld(prepared.planned().run())))
                .then(Mono.defer(() -> announcements.announceNowOrLater(active.importId())));
    }

    private Mono<Void> publish(ActiveRun active, PreparedImport prepared) {
        var run = prepared.planned().run();
        active.progress().toPublish(prepared.planned().plan().changes());
        return owned.publishing(run)
                .then(Mono.defer(() -> owned.supersedeHeld(run)))
                .then(Mono.defer(() -> publisher.publish(
                        new PublishedRun(
                                run.businessId(),
                                run.importId(),
                                run.revision(),
                                KafkaSummaries.of(prepared.planned())),
                        prepared.staging(),
                        active.lease()::requireOurs,
                        active.progress()::published)))
                .flatMap(barriers -> owned.closing(
                                run, barriers.toBytes(), active.progress().now())
                        .then(Mono.defer(() -> close.execute(active, barriers))));
    }
}
