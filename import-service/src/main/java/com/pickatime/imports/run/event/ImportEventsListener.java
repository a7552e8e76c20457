package com.pickatime.imports.run.event;

import com.pickatime.events.ImportCompleted;
import com.pickatime.events.ImportEvent;
import com.pickatime.events.ImportFailed;
import com.pickatime.events.ImportProgressed;
import com.pickatime.imports.run.RunCompletion;
import com.pickatime.imports.run.RunFailure;
import com.pickatime.imports.run.queue.ImportRuns;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.schemas.topics.Topics;
import java.time.Duration;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Learns from the contact service how far it has come with an import.
 *
 * <p>Waits for each record on Kafka's own thread, so that one business's events stay in order. This service's own events
 * come back here too and change nothing.
 */
@Component
class ImportEventsListener {

    /** Longer than the MongoDB driver looks for a server, so that its own error tells what is wrong. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ImportRuns runs;

    ImportEventsListener(ImportRuns runs) {
        this.runs = runs;
    }

    @KafkaListener(id = "import-events", topics = Topics.IMPORT_EVENTS, idIsGroup = false)
    void on(ImportEvent event) {
        var importId = event.getImportId();
        if (importId != null) {
            learn(new ImportId(importId), event.getEvent()).block(PATIENCE);
        }
    }

    private Mono<Void> learn(ImportId importId, Object event) {
        if (event instanceof ImportProgressed progressed) {
            return runs.applied(importId, progressed.getApplied());
        }
        if (event instanceof ImportCompleted completed) {
            return runs.completed(
                    importId,
                    new RunCompletion(
                            completed.getUnchanged(),
                            completed.getApplied(),
                            completed.getRefused(),
                            completed.getDifferences()));
        }
        if (event instanceof ImportFailed failed) {
            return runs.failed(importId, new RunFailure(failed.getCode(), failed.getMessage()));
        }
        return Mono.empty();
    }
}
