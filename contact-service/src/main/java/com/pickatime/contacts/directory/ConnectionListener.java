package com.pickatime.contacts.directory;

import com.pickatime.contacts.directory.ContactIds.Shown;
import com.pickatime.events.AdministratorsChanged;
import com.pickatime.events.ContactIdField;
import com.pickatime.events.ImportActivated;
import com.pickatime.events.ImportEvent;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.schemas.topics.Topics;
import java.time.Duration;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Learns by which ID a business knows its contacts. Waits for the store on Kafka's own thread. */
@Component
class ConnectionListener {

    /** Longer than the MongoDB driver looks for a server, so that its own error tells what is wrong. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ContactIds contactIds;

    ConnectionListener(ContactIds contactIds) {
        this.contactIds = contactIds;
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
}
