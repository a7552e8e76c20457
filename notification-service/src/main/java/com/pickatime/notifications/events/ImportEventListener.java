package com.pickatime.notifications.events;

import com.pickatime.events.AdministratorsChanged;
import com.pickatime.events.ImportActivated;
import com.pickatime.events.ImportEvent;
import com.pickatime.events.ImportStarted;
import com.pickatime.events.MailPolicy;
import com.pickatime.notifications.outbox.Outbox;
import com.pickatime.notifications.recipients.RecipientLists;
import com.pickatime.notifications.recipients.WantedMails;
import com.pickatime.notifications.settings.NotificationServiceSettings;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.schemas.topics.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Learns from lifecycle events who is to be told, and puts what they are to be told into the outbox.
 *
 * <p>Waits for the store on Kafka's own thread: an event is acknowledged only when its mail cannot be lost any more, and a
 * business's events stay in order.
 */
@Component
class ImportEventListener {

    /** Longer than the MongoDB driver waits for a store, twice over, so that its own error tells what is wrong. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final RecipientLists recipients;
    private final Outbox outbox;
    private final WorthAMail worthAMail;
    private final boolean tellsUnchanged;

    ImportEventListener(
            RecipientLists recipients, Outbox outbox, WorthAMail worthAMail, NotificationServiceSettings settings) {
        this.worthAMail = worthAMail;
        this.recipients = recipients;
        this.outbox = outbox;
        this.tellsUnchanged = settings.mail().unchanged();
    }

    @KafkaListener(topics = Topics.IMPORT_EVENTS)
    void on(ImportEvent event) {
        learn(event).then(tell(event)).block(PATIENCE);
    }

    private Mono<Void> learn(ImportEvent event) {
        var what = event.getEvent();
        if (what instanceof ImportActivated activated) {
            return learn(
                    event,
                    activated.getBusinessName(),
                    activated.getAdministratorCiphertexts(),
                    activated.getTimeZone(),
                    activated.getMailPolicy());
        }
        if (what instanceof AdministratorsChanged changed) {
            return learn(
                    event,
                    changed.getBusinessName(),
                    changed.getAdministratorCiphertexts(),
                    changed.getTimeZone(),
                    changed.getMailPolicy());
        }
        return what instanceof ImportStarted started ? worthAMail.note(event, started) : Mono.empty();
    }

    private Mono<Void> learn(
            ImportEvent event,
            String businessName,
            List<ByteBuffer> administrators,
            @Nullable String timeZone,
            MailPolicy policy) {
        var businessId = new BusinessId(event.getBusinessId());
        return recipients
                .learn(businessId, businessName, administrators, timeZone, wanted(policy), event.getOccurredAt())
                .then(Mono.defer(() -> outbox.recipientsAreKnown(businessId)));
    }

    private Mono<Void> tell(ImportEvent event) {
        return Mono.defer(() -> Mono.justOrEmpty(ImportMails.in(event)))
                .filterWhen(mail -> tellsUnchanged ? Mono.just(true) : worthAMail.is(event))
                .flatMap(mail -> outbox.take(mail).then(worthAMail.isTold(event)));
    }

    /** Avro gives UNKNOWN for what an import service of before did not say, and a later one says in a word of its own. */
    private static WantedMails wanted(MailPolicy policy) {
        return switch (policy) {
            case EVERY_RUN -> WantedMails.EVERY_RUN;
            case CHANGES -> WantedMails.CHANGES;
            case PROBLEMS -> WantedMails.PROBLEMS;
            case CHANGES_AND_PROBLEMS, UNKNOWN -> WantedMails.CHANGES_AND_PROBLEMS;
        };
    }
}
