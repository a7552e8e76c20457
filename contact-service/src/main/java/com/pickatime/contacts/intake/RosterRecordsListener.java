package com.pickatime.contacts.intake;

import com.pickatime.contacts.ledger.AppliedOffsets;
import com.pickatime.contacts.reading.ReadRecord;
import com.pickatime.contacts.reading.ReadRecord.RefusedRecord;
import com.pickatime.contacts.reading.RefusalReason;
import com.pickatime.contacts.reading.RosterRecordDecoder;
import com.pickatime.contacts.reading.RosterRecordReader;
import com.pickatime.platform.outage.Standstill;
import com.pickatime.schemas.digest.RosterDigest;
import com.pickatime.schemas.topics.Topics;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.listener.ConsumerSeekAware;
import org.springframework.stereotype.Component;

/**
 * Takes roster records from Kafka, batch by batch, and waits on Kafka's own thread until each batch is applied.
 *
 * <p>Offsets live with the data. A partition is read from where the store says, from the moment that it is assigned, and
 * whenever the store turns out to know less than was read, because it lost its last moments: after any batch that does not
 * join on to the store's offset, and as soon as nothing more arrives.
 */
@Component
class RosterRecordsListener implements ConsumerSeekAware {

    private static final Logger log = LoggerFactory.getLogger(RosterRecordsListener.class);

    private final RosterRecordReader reader;
    private final RosterIntake intake;
    private final BatchAccounting accounting;
    private final IntakeMetrics metrics;
    private final IntakeSettings settings;
    private final KafkaAdmin kafka;
    private final Standstill standstill;

    /**
     * Applied offsets after which a partition was sought in this very assignment: what is missing after one, Kafka does not
     * have. A rebalance may set the consumer to where the group committed, so it ends what was known.
     */
    private final Map<Integer, Long> seekedAfter = new ConcurrentHashMap<>();

    /** The last offset applied in this assignment: an earlier one can only come from a topic that begins anew. */
    private final Map<Integer, Long> lastOffsets = new ConcurrentHashMap<>();

    /** Offsets by partition that the schema registry keeps from being read. */
    private final Map<Integer, Long> unreadable = new ConcurrentHashMap<>();

    RosterRecordsListener(
            RosterRecordReader reader,
            RosterIntake intake,
            BatchAccounting accounting,
            IntakeMetrics metrics,
            IntakeSettings settings,
            KafkaAdmin kafka,
            Standstill standstill) {
        this.reader = reader;
        this.intake = intake;
        this.accounting = accounting;
        this.metrics = metrics;
        this.settings = settings;
        this.kafka = kafka;
        this.standstill = standstill;
    }

    @KafkaListener(
            id = "roster-records",
            groupId = "${spring.kafka.consumer.group-id}",
            topics = Topics.ROSTER_RECORDS,
            containerFactory = IntakeConfiguration.CONTAINERS)
    void on(List<ConsumerRecord<byte[], byte[]>> records, Consumer<?, ?> consumer) {
        try {
            metrics.batches().record(() -> process(records, consumer));
            partitions(records).forEach(standstill::goesOn);
        } catch (RuntimeException e) {
            partitions(records).forEach(partition -> standstill.waits(partition, e));
            throw e;
        }
    }

    private void process(List<ConsumerRecord<byte[], byte[]>> records, Consumer<?, ?> consumer) {
        var first = firstOffsets(records);
        recogniseRecreatedTopic(first);
        var batch = new RosterBatch(records.stream().map(this::read).toList());
        var gaps = new HashMap<>(
                Objects.requireNonNull(intake.apply(batch, seekedAfter).block(settings.limit())));
        first.keySet().forEach(this::isReadable);
        first.forEach((partition, offset) -> noteExpired(partition, offset, gaps));
        records.forEach(record -> lastOffsets.merge(record.partition(), record.offset(), Math::max));
        // a batch that was held up may be of partitions that are another consumer's by now
        gaps.keySet().retainAll(partitionNumbers(consumer.assignment()));
        seekAfter(gaps).forEach(consumer::seek);
    }

    /**
     * What the record is; a dead letter where the registry does not know its schema and ops gave it up. Whatever else is
     * wrong passes, so that naming a good record costs nothing.
     */
    private ReadRecord read(ConsumerRecord<byte[], byte[]> record) {
        try {
            return reader.read(record);
        } catch (SerializationException e) {
            if (RosterRecordDecoder.isOfAnUnknownSchema(e)
                    && settings.setAside().contains(record.partition() + ":" + record.offset())) {
                log.warn(
                        "partition={} offset={} is set aside, as contacts.intake.set-aside says: it goes to {}, and its"
                                + " import is not exact",
                        record.partition(),
                        record.offset(),
                        Topics.deadLetters(record.topic()));
                return new RefusedRecord(record, RefusalReason.UNKNOWN_SCHEMA, null, RosterDigest.EMPTY);
            }
            var before = unreadable.put(record.partition(), record.offset());
            if (before != null && before != record.offset()) {
                standstill.goesOn(part(record.partition(), before));
            }
            standstill.waits(part(record.partition(), record.offset()), e);
            throw e;
        }
    }

    /** Its health has a line of its own: ops must know which record it is. */
    private static String part(int partition, long offset) {
        return "the record partition=%d offset=%d of %s".formatted(partition, offset, Topics.ROSTER_RECORDS);
    }

    private void isReadable(int partition) {
        var before = unreadable.remove(partition);
        if (before != null) {
            standstill.goesOn(part(partition, before));
        }
    }

    /** Reads on from the store's offset, whatever the group committed. */
    @Override
    public void onPartitionsAssigned(Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
        if (assignments.isEmpty()) {
            // a rebalance that gave this consumer nothing new
            return;
        }
        forget(assignments.keySet());
        try {
            appliedThrough(partitionNumbers(assignments.keySet())).forEach((partition, known) -> {
                seekedAfter.put(partition, known);
                callback.seek(Topics.ROSTER_RECORDS, partition, known + 1);
            });
        } catch (RuntimeException e) {
            log.warn(
                    "partitions={} could not be set to what the store knows: they are read from where the group was, and a"
                            + " gap is found with the first batch",
                    partitionNumbers(assignments.keySet()),
                    e);
        }
    }

    @Override
    public void onPartitionsRevoked(@Nullable Collection<TopicPartition> partitions) {
        if (partitions != null) {
            forget(partitions);
        }
    }

    @Override
    public void onIdleContainer(Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
        var lastRead = new HashMap<Integer, Long>();
        assignments.forEach((partition, next) -> lastRead.put(partition.partition(), next - 1));
        var gaps =
                Objects.requireNonNull(accounting.confirm(lastRead, seekedAfter).block(settings.limit()));
        seekAfter(gaps).forEach((partition, offset) -> callback.seek(partition.topic(), partition.partition(), offset));
        metrics.idle();
    }

    private static Set<String> partitions(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(record -> new TopicPartition(record.topic(), record.partition()).toString())
                .collect(Collectors.toSet());
    }

    private static Map<Integer, Long> firstOffsets(List<ConsumerRecord<byte[], byte[]>> records) {
        var first = new HashMap<Integer, Long>();
        records.forEach(record -> first.putIfAbsent(record.partition(), record.offset()));
        return first;
    }

    /** Also when nothing was assigned anew: the consumer notices only that its offset is out of the topic's range. */
    private void recogniseRecreatedTopic(Map<Integer, Long> first) {
        var back = first.entrySet().stream()
                .filter(entry -> entry.getValue() <= lastOffsets.getOrDefault(entry.getKey(), AppliedOffsets.NOTHING))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        if (!back.isEmpty()) {
            appliedThrough(back);
        }
    }

    private void noteExpired(int partition, long offset, Map<Integer, Long> gaps) {
        var known = seekedAfter.remove(partition);
        if (known != null && offset > known + 1 && !gaps.containsKey(partition)) {
            log.warn(
                    "partition={} offsets {} to {} are not in Kafka any more: what they said is missing until the next"
                            + " import's comparison publishes it again",
                    partition,
                    known + 1,
                    offset - 1);
        }
    }

    private Map<Integer, Long> appliedThrough(Set<Integer> partitions) {
        var topicId = Objects.requireNonNull(
                        kafka.describeTopics(Topics.ROSTER_RECORDS).get(Topics.ROSTER_RECORDS))
                .topicId()
                .toString();
        var known = new HashMap<>(Objects.requireNonNull(
                accounting.appliedThrough(topicId, partitions).block(settings.limit())));
        partitions.forEach(partition -> known.putIfAbsent(partition, AppliedOffsets.NOTHING));
        return known;
    }

    private Map<TopicPartition, Long> seekAfter(Map<Integer, Long> gaps) {
        var offsets = new HashMap<TopicPartition, Long>();
        gaps.forEach((partition, known) -> {
            log.warn("partition={} store knows offsets through {}: reading again from there", partition, known);
            seekedAfter.put(partition, known);
            lastOffsets.remove(partition);
            offsets.put(new TopicPartition(Topics.ROSTER_RECORDS, partition), known + 1);
        });
        return offsets;
    }

    private void forget(Collection<TopicPartition> partitions) {
        partitionNumbers(partitions).forEach(partition -> {
            seekedAfter.remove(partition);
            lastOffsets.remove(partition);
            isReadable(partition);
        });
    }

    private static Set<Integer> partitionNumbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
    }
}
