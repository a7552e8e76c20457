package com.pickatime.imports.publish;

import com.pickatime.schemas.topics.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The roster topic as the broker has it now. */
@Component
public class KafkaRosterTopic implements DisposableBean {

    private final Admin admin;

    KafkaRosterTopic(KafkaAdmin admin) {
        this.admin = Admin.create(admin.getConfigurationProperties());
    }

    /**
     * By partition, the offset of the last record that is on the topic now. A partition that holds none is left out,
     * also when it had some that retention has deleted.
     */
    public Mono<Map<Integer, Long>> lastOffsets() {
        return partitions()
                .flatMap(partitions -> Mono.zip(
                        offsets(partitions, OffsetSpec.earliest()),
                        offsets(partitions, OffsetSpec.latest()),
                        (first, end) -> {
                            var last = new HashMap<Integer, Long>();
                            end.forEach((partition, offset) -> {
                                if (offset > first.getOrDefault(partition, 0L)) {
                                    last.put(partition, offset - 1);
                                }
                            });
                            return last;
                        }));
    }

    @Override
    public void destroy() {
        admin.close();
    }

    private Mono<Set<TopicPartition>> partitions() {
        return Mono.defer(() ->
                        of(admin.describeTopics(List.of(Topics.ROSTER_RECORDS)).allTopicNames()))
                .map(topics -> topics.values().stream()
                        .flatMap(topic -> topic.partitions().stream())
                        .map(partition -> new TopicPartition(Topics.ROSTER_RECORDS, partition.partition()))
                        .collect(Collectors.toSet()));
    }

    private Mono<Map<Integer, Long>> offsets(Set<TopicPartition> partitions, OffsetSpec which) {
        return Mono.defer(() -> of(admin.listOffsets(
                                partitions.stream().collect(Collectors.toMap(Function.identity(), p -> which)))
                        .all()))
                .map(KafkaRosterTopic::byPartition);
    }

    private static Map<Integer, Long> byPartition(Map<TopicPartition, ListOffsetsResultInfo> offsets) {
        return offsets.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().partition(),
                        entry -> entry.getValue().offset()));
    }

    /** Goes on elsewhere: the admin client's one thread must not be kept. */
    private static <T> Mono<T> of(KafkaFuture<T> future) {
        return Mono.fromCompletionStage(future.toCompletionStage()).publishOn(Schedulers.parallel());
    }
}
