package com.pickatime.local.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A topic of the tests' broker, as any Kafka tool sees it.
 *
 * <p>One consumer reads it for all tests of a JVM: tests that wait for a record look again and again, and to begin with a new
 * consumer at the first record each time is most of what they do.
 */
public final class TestTopic {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Map<String, TestTopic> TOPICS = new ConcurrentHashMap<>();

    private final KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
            Map.of("bootstrap.servers", TestBroker.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    private final String name;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    private TestTopic(String name) {
        this.name = name;
    }

    /** Everything that is on a topic at this moment, which is there and is never deleted; each partition's in order. */
    public static List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        return TOPICS.computeIfAbsent(topic, TestTopic::new).records();
    }

    private synchronized List<ConsumerRecord<byte[], byte[]>> records() {
        if (consumer.assignment().isEmpty()) {
            var partitions = consumer.partitionsFor(name).stream()
                    .map(info -> new TopicPartition(name, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }
        var ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(records::add);
        }
        return List.copyOf(records);
    }
}
