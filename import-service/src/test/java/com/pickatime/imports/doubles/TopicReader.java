package com.pickatime.imports.doubles;

import com.pickatime.local.testing.TestBroker;
import com.pickatime.local.testing.TestRegistry;
import com.pickatime.schemas.serde.AvroDeserializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a whole topic from its beginning, and keeps what it read. */
public final class TopicReader<V extends SpecificRecord> implements AutoCloseable {

    private final List<ConsumerRecord<String, V>> records = new ArrayList<>();
    private final Consumer<ConsumerRecord<String, V>> onRecord;
    private final KafkaConsumer<String, V> consumer;
    private final Thread thread;
    private volatile boolean closed;

    private TopicReader(String topic, Consumer<ConsumerRecord<String, V>> onRecord) {
        this.onRecord = onRecord;
        this.consumer = new KafkaConsumer<>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                TestBroker.bootstrapServers(),
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                StringDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                AvroDeserializer.class,
                "schema.registry.url",
                TestRegistry.url(),
                "specific.avro.reader",
                true));
        this.thread = new Thread(() -> read(topic), "reads-" + topic);
    }

    public static <V extends SpecificRecord> TopicReader<V> start(
            String topic, Consumer<ConsumerRecord<String, V>> onRecord) {
        var reader = new TopicReader<>(topic, onRecord);
        reader.thread.setDaemon(true);
        reader.thread.start();
        return reader;
    }

    public static <V extends SpecificRecord> TopicReader<V> start(String topic) {
        return start(topic, record -> {});
    }

    /** What was read so far. */
    public List<V> values() {
        synchronized (records) {
            return records.stream().map(ConsumerRecord::value).toList();
        }
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Empty as long as the topic is not there. */
    private List<TopicPartition> partitions(String topic) {
        try {
            return consumer.partitionsFor(topic, Duration.ofMillis(500)).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
        } catch (TimeoutException | UnknownTopicOrPartitionException e) {
            return List.of();
        }
    }

    private void read(String topic) {
        try (consumer) {
            var partitions = new ArrayList<TopicPartition>();
            while (partitions.isEmpty() && !closed) {
                partitions.addAll(partitions(topic));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!closed) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    synchronized (records) {
                        records.add(record);
                    }
                    onRecord.accept(record);
                });
            }
        } catch (WakeupException e) {
            closed = true;
        }
    }
}
