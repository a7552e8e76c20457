package com.pickatime.sso.testing;

import com.pickatime.local.testing.TestBroker;
import com.pickatime.local.testing.TestRegistry;
import com.pickatime.schemas.serde.AvroDeserializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Topics on the tests' broker, as any Kafka tool sees them. */
public final class Events {

    private Events() {}

    /** All events of a business, in order. */
    public static <T> List<T> of(String topic, String businessId, Class<T> type) {
        var config = Map.<String, Object>of(
                "bootstrap.servers",
                TestBroker.bootstrapServers(),
                "schema.registry.url",
                TestRegistry.url(),
                "specific.avro.reader",
                true,
                "key.deserializer",
                StringDeserializer.class,
                "value.deserializer",
                AvroDeserializer.class);
        try (var consumer = new KafkaConsumer<String, Object>(config)) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(Set.copyOf(partitions));
            var events = new ArrayList<T>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var event : consumer.poll(Duration.ofMillis(200))) {
                    if (event.key().equals(businessId)) {
                        events.add(type.cast(event.value()));
                    }
                }
            }
            return events;
        }
    }

    /** How many events of a topic a group has yet to process. */
    public static long lag(String group, String topic) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", TestBroker.bootstrapServers()))) {
            var committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(30, TimeUnit.SECONDS);
            var partitions = admin.describeTopics(Set.of(topic))
                    .allTopicNames()
                    .get(30, TimeUnit.SECONDS)
                    .get(topic);
            var ends = admin.listOffsets(Objects.requireNonNull(partitions).partitions().stream()
                            .map(partition -> new TopicPartition(topic, partition.partition()))
                            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())))
                    .all()
                    .get(30, TimeUnit.SECONDS);
            return ends.entrySet().stream()
                    .mapToLong(end -> end.getValue().offset()
                            - (committed.containsKey(end.getKey())
                                    ? committed.get(end.getKey()).offset()
                                    : 0))
                    .sum();
        }
    }
}
