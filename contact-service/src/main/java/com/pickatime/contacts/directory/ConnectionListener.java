package com.pickatime.contacts.directory;

import com.pickatime.contacts.directory.ContactIds.Shown;
import com.pickatime.contacts.directory.RosterOrigins.Origin;
import com.pickatime.events.AdministratorsChanged;
import com.pickatime.events.ContactIdField;
import com.pickatime.events.ImportActivated;
import com.pickatime.events.ImportCompleted;
import com.pickatime.events.ImportEvent;
import com.pickatime.events.ImportPublished;
import com.pickatime.events.ImportSource;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.schemas.topics.Topics;
import java.time.Duration;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/**
 * Learns by which ID a business knows its contacts, and where its roster is read. Waits for the store on Kafka's own thread.
 */
@Component
class ConnectionListener {

    /** Longer than the MongoDB driver looks for a server, so that its own error tells what is wrong. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ContactIds contactIds;
    private final RosterOrigins origins;

    ConnectionListener(ContactIds contactIds, RosterOrigins origins) {
        this.contactIds = contactIds;
        this.origins = origins;
    }

    @KafkaListener(
            id = "connection-events",
            groupId = "${spring.kafka.consumer.group-id}-connections",
            topics = Topics.IMPORT_EVENTS)
    void on(ImportEvent event) {
        if (event.getEvent() instanceof ImportActivated activated) {
            learn(event, activated.getContactIdField());
        } else if (event.getEvent() instanceof AdministratorsChanged changed) {
            learn(event, changed.getContactIdField());
        } else if (event.getEvent() instanceof ImportPublished published) {
            learn(event, published.getSummary().getSource());
        } else if (event.getEvent() instanceof ImportCompleted completed) {
            learn(event, completed.getSummary().getSource());
        }
    }

    /** An event that is older than the field says nothing about it. */
    private void learn(ImportEvent event, ContactIdField field) {
        if (field != ContactIdField.UNKNOWN) {
            var shown = field == ContactIdField.IDENTIFIER ? Shown.IDENTIFIER : Shown.SOURCE_ID;
            contactIds
                    .learn(new BusinessId(event.getBusinessId()), shown, event.getOccurredAt())
                    .block(PATIENCE);
        }
    }

    private void learn(ImportEvent event, ImportSource source) {
        var origin = switch (source) {
            case CLASSLINK -> Origin.CLASSLINK;
            case DIRECT -> Origin.DIRECT;
            case FILE -> Origin.FILE;
            // an import that is taken back says nothing of where the next one is read, nor does an event older than the
            // field
            case SNAPSHOT, UNKNOWN -> Origin.UNTOLD;
        };
        if (origin != Origin.UNTOLD) {
            origins.learn(new BusinessId(event.getBusinessId()), origin, event.getOccurredAt())
                    .block(PATIENCE);
        }
    }
}
