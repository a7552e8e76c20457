package com.pickatime.contacts.events;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.events.ContactEvent;
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

/** Tells on {@code contact.events} what people decided about contacts, noted in the documents that their decisions change. */
@Component
public class ContactOutbox implements Indexed {

    private static final Telling TELLING = new Telling(
            Topics.CONTACT_EVENTS,
            ContactEvent.getClassSchema(),
            List.of("contacts", "clearings", "adoptions"),
            "the look for what was decided about contacts");

    private final DocumentOutbox notes;

    public ContactOutbox(MongoDatabase database, EventPublisher events, Standstill standstill, Clock clock) {
        this.notes = new DocumentOutbox(TELLING, database, events, standstill, clock);
    }

    @Override
    public Mono<Void> createIndexes() {
        return notes.createIndexes();
    }

    /**
     * As {@link DocumentOutbox#note}.
     *
     * @param what one of the kinds of {@link ContactEvent}
     */
    public Bson note(String eventId, BusinessId business, SpecificRecord what) {
        return notes.note(eventId, business, what);
    }

    /** Tells what is to be told, unless another instance does it now. */
    @Scheduled(fixedDelayString = "${contacts.events.sweep:1s}")
    Mono<Void> tell() {
        return Mono.defer(notes::tell).timeout(DocumentOutbox.LIMIT);
    }
}
