package com.pickatime.imports.run.event;

import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.queue.ImportRuns;
import com.pickatime.imports.store.Isolated;
import com.pickatime.platform.ids.ImportId;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Tells that a run was held, failed, or had nothing to publish, at least once: the run's document says that it is still
 * to be told, until the broker has acknowledged the event.
 */
@Component
public class RunAnnouncements {

    private static final Logger log = LoggerFactory.getLogger(RunAnnouncements.class);

    /** An answer that never comes must not end all later looks. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final ImportRuns runs;
    private final KafkaImportEvents events;

    RunAnnouncements(ImportRuns runs, KafkaImportEvents events) {
        this.runs = runs;
        this.events = events;
    }

    /** Tells about the run if its document says so; when the broker does not take it, it is told later. */
    public Mono<Void> announceNowOrLater(ImportId importId) {
        return runs.find(importId)
                .filter(run -> !run.announced())
                .flatMap(this::announce)
                .onErrorResume(failure -> {
                    log.warn(
                            "import={} could not be announced and will be within a minute or two: is Kafka away?",
                            importId,
                            failure);
                    return Mono.empty();
                });
    }

    /** Tells what a crash, or a broker that was away, left unannounced. */
    @Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT5S")
    Mono<Void> announceLeftOver() {
        return Mono.defer(() -> runs.unannounced()
                        .concatMap(run -> Isolated.work(run.label(), () -> announce(run)))
                        .then())
                .timeout(LIMIT);
    }

    private Mono<Void> announce(ImportRun run) {
        return event(run).then(Mono.defer(() -> runs.announced(run)));
    }

    private Mono<Void> event(ImportRun run) {
        return switch (run.state()) {
            case HELD -> events.held(run);
            case FAILED -> events.failed(run);
            default ->
                runs.pendingAnnouncement(run)
                        .switchIfEmpty(Mono.error(() -> new IllegalStateException("nothing was kept to be told")))
                        .flatMap(events::tell);
        };
    }
}
