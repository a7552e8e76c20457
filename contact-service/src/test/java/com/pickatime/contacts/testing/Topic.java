package com.pickatime.contacts.testing;

import com.pickatime.local.testing.TestTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Everything that is on a topic at this moment. */
public final class Topic {

    private static final Duration POLL = Duration.ofMillis(200);

    private Topic() {}

    public static List<ConsumerRecord<byte[], byte[]>> records(
            String topic, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        return TestTopic.records(topic).stream().filter(wanted).toList();
    }

    /** On a broker of the test's own. */
    public static List<ConsumerRecord<byte[], byte[]>> records(
            String bootstrapServers, String topic, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(records::add);
            }
            return records.stream().filter(wanted).toList();
        }
    }
}
