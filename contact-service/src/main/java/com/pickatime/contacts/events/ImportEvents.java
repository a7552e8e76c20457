package com.pickatime.contacts.events;

import com.pickatime.contacts.ledger.ImportRun;
import com.pickatime.events.ImportCompleted;
import com.pickatime.events.ImportEvent;
import com.pickatime.events.ImportProgressed;
import com.pickatime.schemas.topics.Topics;
import java.time.Clock;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Publishes the steps of an import; each Mono completes when the broker has acknowledged. */
@Component
public class ImportEvents {

    private final KafkaTemplate<String, Object> template;
    private final Clock clock;

    public ImportEvents(KafkaTemplate<String, Object> template, Clock clock) {
        this.template = template;
        this.clock = clock;
    }

    public Mono<Void> completed(ImportRun run, ImportCompleted completed) {
        return publish(run, "/completed", completed);
    }

    public Mono<Void> progressed(ImportRun run, long applied) {
        return publish(run, "/progressed/" + applied, new ImportProgressed(applied));
    }

    /** Away from the caller's thread, because a producer without metadata blocks. */
    private Mono<Void> publish(ImportRun run, String step, Object event) {
        var message = ImportEvent.newBuilder()
                .setEventId(run.importId() + step)
                .setBusinessId(run.businessId())
                .setImportId(run.importId())
                .setOccurredAt(clock.instant())
                .setEvent(event)
                .build();
        return Mono.fromFuture(() -> template.send(Topics.IMPORT_EVENTS, run.businessId(), message))
                .subscribeOn(Schedulers.boundedElastic())
                .then();
    }
}
