package com.pickatime.notifications.events;

import com.pickatime.events.ConferenceEvent;
import com.pickatime.notifications.outbox.LatestNews;
import com.pickatime.notifications.outbox.Outbox;
import com.pickatime.schemas.topics.Topics;
import java.time.Duration;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** Puts mails to parents and teachers about their appointments into the outbox; waits as its neighbours do. */
@Component
class ConferenceEventListener {

    /** Longer than the MongoDB driver waits for a store, twice over, so that its own error tells what is wrong. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final LatestNews latest;
    private final Outbox outbox;

    ConferenceEventListener(LatestNews latest, Outbox outbox) {
        this.latest = latest;
        this.outbox = outbox;
    }

    @KafkaListener(topics = Topics.CONFERENCE_EVENTS)
    void on(ConferenceEvent event) {
        var told = AppointmentMails.in(event);
        if (told != null) {
            latest.learn(told.news())
                    .thenMany(Flux.fromIterable(told.mails()).concatMap(outbox::take))
                    .then()
                    .block(PATIENCE);
        }
    }
}
