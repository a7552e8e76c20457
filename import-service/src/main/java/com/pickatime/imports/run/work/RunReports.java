package com.pickatime.imports.run.work;

import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.event.KafkaImportEvents;
import com.pickatime.imports.run.event.RunAnnouncements;
import com.pickatime.imports.run.queue.OwnedRuns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Tells that a run began, and when it fails, why. */
@Component
class RunReports {

    private static final Logger log = LoggerFactory.getLogger(RunReports.class);

    private final KafkaImportEvents events;
    private final OwnedRuns owned;
    private final RunAnnouncements announcements;

    RunReports(KafkaImportEvents events, OwnedRuns owned, RunAnnouncements announcements) {
        this.events = events;
        this.owned = owned;
        this.announcements = announcements;
    }

    Mono<Void> started(ImportRun run) {
        log.info(
                "import={} business={} mode={} trigger={} revision={} started",
                run.importId(),
                run.businessId(),
                run.order().mode(),
                run.order().trigger(),
                run.revision());
        return events.started(run);
    }

    Mono<Void> failed(ImportRun run, Throwable failure) {
        var reason = FailureReasons.of(failure);
        return owned.fail(run, reason)
                .doOnSuccess(failed -> log.warn(
                        "import={} business={} failed: {} {}",
                        run.importId(),
                        run.businessId(),
                        reason.code(),
                        reason.message(),
                        failure))
                .doOnError(notOurs -> log.warn(
                        "import={} business={} goes no further here and is taken up again",
                        run.importId(),
                        run.businessId(),
                        failure))
                .then(Mono.defer(() -> announcements.announceNowOrLater(run.importId())));
    }
}
