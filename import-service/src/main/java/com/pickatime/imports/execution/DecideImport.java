package com.pickatime.imports.execution;

import com.pickatime.events.ImportMode;
import com.pickatime.imports.active.ActiveRun;
import com.pickatime.imports.brake.Brake;
import com.pickatime.imports.lifecycle.KafkaImportEvents;
import com.pickatime.imports.lifecycle.RunAnnouncements;
import com.pickatime.imports.publishing.KafkaRosterPublisher;
import com.pickatime.imports.queue.OwnedRuns;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Decides what becomes of a plan, and does it: nothing at all, ask first, or publish. */
@Component
class DecideImport {

    private final OwnedRuns owned;
    private final Brake brake;
    private final KafkaRosterPublisher publisher;
    private final KafkaImportEvents events;
    private final RunAnnouncements announcements;

    DecideImport(
            OwnedRuns owned,
            Brake brake,
            KafkaRosterPublisher publisher,
            KafkaImportEvents events,
            RunAnnouncements announcements) {
        this.owned = owned;
        this.brake = brake;
        this.publisher = publisher;
        this.events = events;
        this.announcements = announcements;
    }

    Mono<Void> execute(ActiveRun active, PreparedImport prepared) {
        return events.planned(prepared.planned()).then(Mono.defer(() -> decide(active, prepared)));
    }

    private Mono<Void> decide(ActiveRun active, PreparedImport prepared) {
        var order = active.run().order();
        var reasons = brake.reasons(prepared.planned().plan());
        if (order.mode() == ImportMode.DRY_RUN) {
            active.lease().over();
            return owned.endDryRun(active.run(), reasons);
        }
        if (prepared.planned().plan().isEmpty()) {
            return completeUnchanged(active, prepared);
        }
        boolean approved = prepared.planned().inNumbers().planDigest().equals(order.approvedPlan());
        return reasons.isEmpty() || approved ? publish(active, prepared) : hold(active, reasons);
    }

    private Mono<Void> completeUnchanged(ActiveRun active, PreparedImport prepared) {
        active.lease().over();
        return events.completedUnchanged(prepared.planned(), prepared.held())
                .then(Mono.defer(() -> owned.completeUnchanged(active.run())))
                .then(Mono.defer(() -> owned.supersedeHeld(active.run())));
    }

    private Mono<Void> hold(ActiveRun active, List<String> reasons) {
        active.lease().over();
        return owned.hold(active.run(), reasons)
                .then(Mono.defer(() -> owned.supersedeHeld(active.run())))
                .then(Mono.defer(() -> announcements.announceNowOrLater(active.importId())));
    }

    private Mono<Void> publish(ActiveRun active, PreparedImport prepared) {
        var run = active.run();
        active.progress().toPublish(prepared.planned().plan().changes());
        return owned.publishing(run)
                .then(Mono.defer(() -> owned.supersedeHeld(run)))
                .then(Mono.defer(() -> publisher.publish(
                        prepared.planned(),
                        prepared.staging(),
                        active.lease()::requireOurs,
                        active.progress()::published)))
                .flatMap(records -> events.published(run, records))
                .then(Mono.defer(() -> {
                    active.lease().over();
                    return owned.applying(run, active.progress().now());
                }));
    }
}
