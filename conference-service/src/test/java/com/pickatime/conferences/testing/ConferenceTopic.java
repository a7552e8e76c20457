package com.pickatime.conferences.testing;

import com.pickatime.events.ConferenceEvent;
import com.pickatime.local.testing.TestBroker;
import com.pickatime.local.testing.TestRegistry;
import com.pickatime.schemas.serde.AvroDeserializer;
import com.pickatime.schemas.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What lies on {@code conference.events}, as bytes and as events. */
public final class ConferenceTopic implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);

    private final KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
            Map.of("bootstrap.servers", TestBroker.bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    private final AvroDeserializer reader = new AvroDeserializer();
    private final List<byte[]> values = new ArrayList<>();

    /** Once a service has made the topic. */
    public ConferenceTopic() {
        reader.configure(Map.of("schema.registry.url", TestRegistry.url(), "specific.avro.reader", true), false);
        var partitions = consumer.partitionsFor(Topics.CONFERENCE_EVENTS).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Those that name a conference, in their order. */
    public List<ConferenceEvent> of(String conferenceId) {
        return values().stream()
                .map(bytes -> (ConferenceEvent) reader.deserialize(Topics.CONFERENCE_EVENTS, bytes))
                .filter(event -> event.toString().contains(conferenceId))
                .toList();
    }

    /** Everything that lies there by now, as whoever watches the topic sees it. */
    public synchronized List<byte[]> values() {
        var ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(message -> values.add(message.value()));
        }
        return List.copyOf(values);
    }

    @Override
    public void close() {
        consumer.close();
        reader.close();
    }
}
