package com.pickatime.conferences.events;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.events.ConferenceEvent;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.kafka.EventPublisher;
import com.pickatime.platform.mongo.Indexed;
import com.pickatime.platform.outage.Standstill;
import com.pickatime.platform.outbox.DocumentOutbox;
import com.pickatime.platform.outbox.DocumentOutbox.Telling;
import com.pickatime.schemas.topics.Topics;
import java.time.Clock;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.bson.conversions.Bson;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Tells on {@code conference.events} what became of appointments, noted in their documents with the change itself. */
@Component
public class ConferenceOutbox implements Indexed {

    private static final Telling TELLING = new Telling(
            Topics.CONFERENCE_EVENTS,
            ConferenceEvent.getClassSchema(),
            List.of("appointments"),
            "the look for what became of appointments");

    private final DocumentOutbox notes;

    public ConferenceOutbox(MongoDatabase database, EventPublisher events, Standstill standstill, Clock clock) {
        this.notes = new DocumentOutbox(TELLING, database, events, standstill, clock);
    }

    @Override
    public Mono<Void> createIndexes() {
        return notes.createIndexes();
    }

    /**
     * As {@link DocumentOutbox#note}.
     *
     * @param what one of the kinds of {@link ConferenceEvent}
     */
    public Bson note(String eventId, BusinessId business, SpecificRecord what) {
        return notes.note(eventId, business, what);
    }

    /** Tells what is to be told, unless another instance does it now. */
    @Scheduled(fixedDelayString = "${conferences.events.sweep:1s}")
    public Mono<Void> tell() {
        return Mono.defer(notes::tell).timeout(DocumentOutbox.LIMIT);
    }
}
