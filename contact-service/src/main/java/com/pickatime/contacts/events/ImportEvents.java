package com.pickatime.contacts.events;

import com.pickatime.contacts.ledger.RunKey;
import com.pickatime.events.ImportCompleted;
import com.pickatime.events.ImportEvent;
import com.pickatime.events.ImportProgressed;
import com.pickatime.platform.kafka.EventPublisher;
import com.pickatime.schemas.topics.Topics;
import java.time.Clock;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Publishes the steps of an import; each Mono completes when the broker has acknowledged. */
@Component
public class ImportEvents {

    private final EventPublisher events;
    private final Clock clock;

    public ImportEvents(EventPublisher events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    public Mono<Void> completed(RunKey run, ImportCompleted completed) {
        return publish(run, "/completed", completed);
    }

    public Mono<Void> progressed(RunKey run, long applied) {
        return publish(run, "/progressed/" + applied, new ImportProgressed(applied));
    }

    private Mono<Void> publish(RunKey run, String step, Object event) {
        var message = ImportEvent.newBuilder()
                .setEventId(run.importId() + step)
                .setBusinessId(run.businessId().value())
                .setImportId(run.importId().value())
                .setOccurredAt(clock.instant())
                .setEvent(event)
                .build();
        return events.publish(Topics.IMPORT_EVENTS, run.businessId().value(), message);
    }
}
