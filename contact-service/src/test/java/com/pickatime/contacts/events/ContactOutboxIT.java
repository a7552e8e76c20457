package com.pickatime.contacts.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.events.ContactAdopted;
import com.pickatime.events.ContactEvent;
import com.pickatime.events.ContactUnadopted;
import com.pickatime.events.ContactsCleared;
import com.pickatime.events.QuarantineDecided;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.OutboxContract;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.kafka.EventPublisher;
import com.pickatime.platform.outage.Standstill;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.kafka.core.KafkaTemplate;
import reactor.core.publisher.Mono;

class ContactOutboxIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final BusinessId BUSINESS = new BusinessId("oak");

    private final MovableClock clock = new MovableClock();

    static List<MongoDatabase> databases() {
        return TestDatabases.onEveryServer().toList();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void tellsTheNotesOfADocumentInTheirOrderAndOnce(MongoDatabase database) {
        var broker = broker();
        var outbox = outbox(database, broker);
        change(database, "a", outbox.note("1", BUSINESS, new ContactAdopted("x", "y")));
        change(database, "a", outbox.note("2", BUSINESS, new ContactUnadopted("x", "y")));
        change(database, "a", outbox.note("3", BUSINESS, new QuarantineDecided("x", null)));
        change(database, "a", outbox.note("4", BUSINESS, new ContactsCleared("c", "CUSTOMER", 7L, 2L)));

        outbox.tell().block(LIMIT);
        outbox.tell().block(LIMIT);

        var now = clock.instant();
        assertThat(broker.history()).allSatisfy(message -> {
            assertThat(message.topic()).isEqualTo("contact.events");
            assertThat(message.key()).isEqualTo("oak");
        });
        assertThat(told(broker))
                .containsExactly(
                        new ContactEvent("1", "oak", now, new ContactAdopted("x", "y")),
                        new ContactEvent("2", "oak", now, new ContactUnadopted("x", "y")),
                        new ContactEvent("3", "oak", now, new QuarantineDecided("x", null)),
                        new ContactEvent("4", "oak", now, new ContactsCleared("c", "CUSTOMER", 7L, 2L)));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void tellsMoreThanAreReadAtATime(MongoDatabase database) {
        var broker = broker();
        var outbox = outbox(database, broker);
        var changes = IntStream.range(0, 1_200)
                .<WriteModel<Document>>mapToObj(number -> new UpdateOneModel<>(
                        new Document("_id", String.valueOf(number)),
                        outbox.note(String.valueOf(number), BUSINESS, new ContactAdopted("x", "y")),
                        new UpdateOptions().upsert(true)))
                .toList();
        Mono.from(database.getCollection("contacts").bulkWrite(changes)).block(LIMIT);

        outbox.tell().block(LIMIT);

        assertThat(told(broker).stream().map(ContactEvent::getEventId).distinct())
                .hasSize(1_200);
        assertThat(broker.history()).hasSize(1_200);
    }

    @Nested
    class Contract extends OutboxContract {

        private final MongoDatabase database = TestDatabases.embedded();

        @Override
        protected Mono<Void> changeAndTell() {
            var outbox = outbox(database, events());
            change(database, "a", outbox.note("1", BUSINESS, new ContactAdopted("x", "y")));
            return outbox.tell();
        }

        @Override
        protected Mono<Void> tellLeftOver() {
            clock.advance(Duration.ofMinutes(6));
            return outbox(database, events()).tell();
        }
    }

    private static List<ContactEvent> told(MockProducer<String, SpecificRecord> broker) {
        return new ArrayList<>(broker.history())
                .stream().map(message -> (ContactEvent) message.value()).toList();
    }

    private static MockProducer<String, SpecificRecord> broker() {
        return new MockProducer<>(true, null, (topic, key) -> new byte[0], (topic, event) -> new byte[0]) {
            /** The template closes what it takes for its own. */
            @Override
            public void close(Duration timeout) {}
        };
    }

    private ContactOutbox outbox(MongoDatabase database, MockProducer<String, SpecificRecord> broker) {
        return outbox(database, new EventPublisher(new KafkaTemplate<>(() -> broker)));
    }

    private ContactOutbox outbox(MongoDatabase database, EventPublisher events) {
        return new ContactOutbox(database, events, new Standstill(clock), clock);
    }

    private static void change(MongoDatabase database, String id, Bson note) {
        Mono.from(database.getCollection("contacts")
                        .updateOne(
                                new Document("_id", id),
                                Updates.combine(Updates.set("changed", true), note),
                                new UpdateOptions().upsert(true)))
                .block(LIMIT);
    }
}
