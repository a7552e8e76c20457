package com.pickatime.sso.federation.watch;

import com.pickatime.events.SsoEvent;
import com.pickatime.local.testing.TestBroker;
import com.pickatime.local.testing.TestRegistry;
import com.pickatime.platform.kafka.EventPublisher;
import com.pickatime.schemas.serde.AvroSerializer;
import com.pickatime.schemas.topics.TopicCatalogue;
import com.pickatime.schemas.topics.Topics;
import com.pickatime.sso.testing.Events;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/** The topic of events about single sign-on, on the tests' broker, and a publisher to it. */
final class SsoTopic implements AutoCloseable {

    private final DefaultKafkaProducerFactory<String, SpecificRecord> producers;

    private SsoTopic(String bootstrapServers) {
        this.producers = new DefaultKafkaProducerFactory<>(Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "schema.registry.url",
                TestRegistry.url(),
                "key.serializer",
                StringSerializer.class,
                "value.serializer",
                AvroSerializer.class,
                "max.block.ms",
                2_000));
    }

    static SsoTopic create() {
        try (var admin = Admin.create(Map.of("bootstrap.servers", TestBroker.bootstrapServers()))) {
            var topics = TopicCatalogue.topics((short) 1, Map.of(), Map.of()).stream()
                    .filter(topic -> topic.name().equals(Topics.SSO_EVENTS))
                    .toList();
            admin.createTopics(topics).all().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException(e);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return new SsoTopic(TestBroker.bootstrapServers());
    }

    /** Where no broker listens. */
    static SsoTopic unreachable() {
        return new SsoTopic("127.0.0.1:1");
    }

    KafkaSsoEvents events() {
        return new KafkaSsoEvents(new EventPublisher(new KafkaTemplate<>(producers)));
    }

    /** All events of a business, in order. */
    List<SsoEvent> eventsOf(String businessId) {
        return Events.of(Topics.SSO_EVENTS, businessId, SsoEvent.class);
    }

    @Override
    public void close() {
        producers.destroy();
    }
}
