package com.pickatime.imports.run.work;

import com.pickatime.imports.publish.KafkaBarriers;
import com.pickatime.imports.publish.KafkaRosterPublisher;
import com.pickatime.imports.run.event.KafkaImportEvents;
import com.pickatime.imports.run.queue.ImportRuns;
import com.pickatime.imports.run.queue.LeaseLostException;
import com.pickatime.imports.run.queue.OwnedRuns;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Publishes the barriers of a run whose records are all on the topic, and lets the contact service do the rest.
 *
 * <p>May be done any number of times, by any instance; a run that has come this far is finished and never begun anew, so
 * that it cannot be told twice.
 */
@Component
class CloseImport {

    private static final Logger log = LoggerFactory.getLogger(CloseImport.class);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final KafkaRosterPublisher publisher;
    private final KafkaImportEvents events;
    private final ImportRuns runs;
    private final OwnedRuns owned;

    CloseImport(KafkaRosterPublisher publisher, KafkaImportEvents events, ImportRuns runs, OwnedRuns owned) {
        this.publisher = publisher;
        this.events = events;
        this.runs = runs;
        this.owned = owned;
    }

    /** A run that another instance left when only this was to be done. */
    Mono<Void> execute(ActiveRun active) {
        log.warn("import={} business={} is finished where it broke off", active.importId(), active.businessId());
        return runs.barriers(active.run())
                .switchIfEmpty(Mono.error(() -> new LeaseLostException(active.importId())))
                .flatMap(barriers -> execute(active, KafkaBarriers.of(barriers)));
    }

    Mono<Void> execute(ActiveRun active, KafkaBarriers barriers) {
        var run = active.run();
        var told = Mono.defer(() -> {
                    active.lease().requireOurs();
                    return publisher.close(barriers);
                })
                .then(Mono.defer(() -> events.published(run, barriers.published())));
        return told.retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_RETRY)
                        .maxBackoff(LONGEST_WAIT)
                        .filter(failure -> !(failure instanceof LeaseLostException))
                        .doBeforeRetry(retry -> log.warn(
                                "import={} business={} is on the topic, but Kafka takes no barriers; they are tried again",
                                run.importId(),
                                run.businessId(),
                                retry.failure())))
                .then(Mono.defer(() -> active.lease()
                        .leave(owned.applying(run, active.progress().now()))));
    }
}
