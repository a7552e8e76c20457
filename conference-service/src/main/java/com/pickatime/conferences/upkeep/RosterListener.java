package com.pickatime.conferences.upkeep;

import com.pickatime.conferences.checks.Checks;
import com.pickatime.events.ContactAdopted;
import com.pickatime.events.ContactEvent;
import com.pickatime.events.ContactUnadopted;
import com.pickatime.events.ImportCompleted;
import com.pickatime.events.ImportEvent;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.schemas.topics.Topics;
import java.time.Duration;
import java.util.Objects;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Asks for a look at the appointments whenever something may have become of those who meet.
 *
 * <p>An event says no more than that: what is true now is looked up when the look is taken. So neither the order of events nor one that
 * comes again matters. Waits for the store on Kafka's own thread.
 */
@Component
class RosterListener {

    /** Longer than the MongoDB driver waits for a store, twice over, so that its own error tells what is wrong. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Checks checks;

    RosterListener(Checks checks) {
        this.checks = checks;
    }

    @KafkaListener(topics = Topics.CONTACT_EVENTS)
    void on(ContactEvent event) {
        var business = new BusinessId(event.getBusinessId());
        var what = event.getEvent();
        if (what instanceof ContactAdopted || what instanceof ContactUnadopted) {
            checks.askAll(business).block(PATIENCE);
        } else {
            checks.ask(business).block(PATIENCE);
        }
    }

    @KafkaListener(topics = Topics.IMPORT_EVENTS)
    void on(ImportEvent event) {
        if (event.getEvent() instanceof ImportCompleted completed) {
            var business = new BusinessId(event.getBusinessId());
            var importId =
                    new ImportId(Objects.requireNonNull(event.getImportId(), "an import that was completed has an id"));
            Mono<Void> asked = completed.getUnchanged()
                    ? checks.nothingChanged(business, importId)
                    : checks.ask(business, importId);
            asked.block(PATIENCE);
        }
    }
}
