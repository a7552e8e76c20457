package com.pickatime.sso.testing;

import com.pickatime.local.testing.TestBroker;
import com.pickatime.local.testing.TestRegistry;
import com.pickatime.local.testing.TestTopic;
import com.pickatime.schemas.serde.AvroDeserializer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Topics on the tests' broker, as any Kafka tool sees them. */
public final class Events {

    private Events() {}

    /** All events of a business, in order. */
    public static <T> List<T> of(String topic, String businessId, Class<T> type) {
        try (var avro = new AvroDeserializer()) {
            avro.configure(Map.of("schema.registry.url", TestRegistry.url(), "specific.avro.reader", true), false);
            return TestTopic.records(topic).stream()
                    .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals(businessId))
                    .map(record -> type.cast(avro.deserialize(topic, record.value())))
                    .toList();
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
