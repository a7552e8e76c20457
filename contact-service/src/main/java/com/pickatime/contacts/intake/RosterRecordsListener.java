package com.pickatime.contacts.intake;

import com.pickatime.contacts.reading.RecordReader;
import com.pickatime.schemas.topics.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.ConsumerSeekAware;
import org.springframework.stereotype.Component;

/**
 * Takes roster records from Kafka, batch by batch, and waits on Kafka's own thread until each batch is applied.
 *
 * <p>Offsets live with the data. Whenever the store turns out to know less than Kafka believes was applied, because it
 * lost its last moments, the consumer goes back to what the store knows: after any batch that does not join on to the
 * store's position, and as soon as nothing more arrives. That also covers a newly assigned partition.
 */
@Component
class RosterRecordsListener implements ConsumerSeekAware {

    private static final Logger log = LoggerFactory.getLogger(RosterRecordsListener.class);

    private final RecordReader reader;
    private final RosterIntake intake;
    private final Bookkeeping books;
    private final IntakeMetrics metrics;
    private final IntakeSettings settings;

    /** Positions from which a partition was read again: what is still missing after that, Kafka does not have. */
    private final Map<Integer, Long> readAgain = new ConcurrentHashMap<>();

    RosterRecordsListener(
            RecordReader reader,
            RosterIntake intake,
            Bookkeeping books,
            IntakeMetrics metrics,
            IntakeSettings settings) {
        this.reader = reader;
        this.intake = intake;
        this.books = books;
        this.metrics = metrics;
        this.settings = settings;
    }

    @KafkaListener(
            id = "roster-records",
            groupId = "${spring.kafka.consumer.group-id}",
            topics = Topics.ROSTER_RECORDS,
            containerFactory = IntakeConfiguration.CONTAINERS)
    void on(List<ConsumerRecord<byte[], byte[]>> records, Consumer<?, ?> consumer) {
        metrics.batches().record(() -> {
            var batch = new RosterBatch(records.stream().map(reader::read).toList());
            var behind = Objects.requireNonNull(intake.apply(batch, readAgain).block(settings.limit()));
            batch.arrivals()
                    .forEach(arrival -> readAgain.remove(arrival.origin().partition()));
            readAgain(behind).forEach(consumer::seek);
        });
    }

    @Override
    public void onIdleContainer(Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
        var read = new HashMap<Integer, Long>();
        assignments.forEach((partition, next) -> read.put(partition.partition(), next - 1));
        var behind = Objects.requireNonNull(books.confirm(read, readAgain).block(settings.limit()));
        readAgain(behind)
                .forEach((partition, offset) -> callback.seek(partition.topic(), partition.partition(), offset));
        metrics.idle();
    }

    private Map<TopicPartition, Long> readAgain(Map<Integer, Long> behind) {
        var offsets = new HashMap<TopicPartition, Long>();
        behind.forEach((partition, known) -> {
            log.warn("partition={} store knows offsets through {}: reading again from there", partition, known);
            readAgain.put(partition, known);
            offsets.put(new TopicPartition(Topics.ROSTER_RECORDS, partition), known + 1);
        });
        return offsets;
    }
}
