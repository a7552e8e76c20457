package com.pickatime.notifications.events;

import com.pickatime.events.SsoEvent;
import com.pickatime.notifications.outbox.Outbox;
import com.pickatime.schemas.topics.Topics;
import java.time.Duration;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Puts what administrators are to be told about their single sign-on into the outbox; waits as its neighbour does. */
@Component
class SsoEventListener {

    /** Longer than the MongoDB driver waits for a store, twice over, so that its own error tells what is wrong. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Outbox outbox;

    SsoEventListener(Outbox outbox) {
        this.outbox = outbox;
    }

    @KafkaListener(topics = Topics.SSO_EVENTS)
    void on(SsoEvent event) {
        Mono.justOrEmpty(SsoMails.in(event)).flatMap(outbox::take).block(PATIENCE);
    }
}
