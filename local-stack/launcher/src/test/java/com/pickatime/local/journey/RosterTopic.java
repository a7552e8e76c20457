package com.pickatime.local.journey;

import com.pickatime.local.stack.StackPorts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** {@code roster.records} as anybody with a Kafka client sees it. */
final class RosterTopic {

    static final int PARTITIONS = 12;

    private static final String TOPIC = "roster.records";

    private RosterTopic() {}

    static Map<TopicPartition, Long> endOffsets(StackPorts ports) {
        return with(ports, consumer -> consumer.endOffsets(partitions(consumer)));
    }

    /** How many records and barriers it ever had, asked quickly again and again by one caller. */
    static final class Length implements AutoCloseable {

        private final KafkaConsumer<byte[], byte[]> consumer;

        Length(StackPorts ports) {
            consumer = consumer(ports);
        }

        long now() {
            return consumer.endOffsets(partitions(consumer)).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }

        @Override
        public void close() {
            consumer.close();
        }
    }

    /** Every record's bytes, as Latin-1 text. */
    static List<String> everything(StackPorts ports) {
        return with(ports, consumer -> {
            var partitions = partitions(consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var values = new ArrayList<String>();
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> values.add(new String(record.value(), StandardCharsets.ISO_8859_1)));
            }
            return values;
        });
    }

    private static <T> T with(StackPorts ports, Function<KafkaConsumer<byte[], byte[]>, T> question) {
        try (var consumer = consumer(ports)) {
            return question.apply(consumer);
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(StackPorts ports) {
        Map<String, Object> config = Map.of("bootstrap.servers", "127.0.0.1:" + ports.broker());
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        return consumer.partitionsFor(TOPIC).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }
}
