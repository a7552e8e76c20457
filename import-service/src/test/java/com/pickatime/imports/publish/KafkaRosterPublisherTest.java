package com.pickatime.imports.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.ImportBarrier;
import com.pickatime.events.ImportMode;
import com.pickatime.events.ImportTrigger;
import com.pickatime.events.RecordType;
import com.pickatime.events.RosterOperation;
import com.pickatime.events.RosterRecord;
import com.pickatime.imports.doubles.RosterBroker;
import com.pickatime.imports.plan.roster.StoredEntry;
import com.pickatime.imports.plan.staging.Rows;
import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.RunOrder;
import com.pickatime.platform.crypto.Keysets;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.schemas.digest.RosterDigest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class KafkaRosterPublisherTest {

    private static final int PARTITIONS = 5;
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final ImportRun RUN = ImportRun.requested(
            new ImportId("import-1"),
            new BusinessId("springfield"),
            RunOrder.of(ImportMode.FULL, ImportTrigger.MANUAL),
            "springfield/running",
            Instant.EPOCH);

    private final Keysets keysets = Keysets.generate();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final AtomicLong acknowledged = new AtomicLong();
    private final RosterBroker producer = new RosterBroker(PARTITIONS);
    private Staging staging;

    @BeforeEach
    void openStaging(@TempDir Path directory) {
        staging = Staging.open(directory, keysets.keyedHash(), new BusinessId("springfield"));
    }

    @AfterEach
    void closeStaging() {
        staging.close();
    }

    @Test
    void endsEveryPartitionWithABarrierThatCountsIt() {
        plan(200, 30);

        StepVerifier.create(publish(() -> {})).expectNext(230L).expectComplete().verify(LIMIT);

        for (int partition = 0; partition < PARTITIONS; partition++) {
            var records = on(partition);
            var barrier = (ImportBarrier) records.get(records.size() - 1).getPayload();
            var before = records.subList(0, records.size() - 1);
            assertThat(barrier.getPartition()).isEqualTo(partition);
            assertThat(barrier.getRecords()).isEqualTo(before.size());
            assertThat(RosterDigest.fromAvro(barrier.getDigest())).isEqualTo(digest(before));
        }
        assertThat(acknowledged).hasValue(230);
        assertThat(metrics.counter("imports.records.published").count()).isEqualTo(230);
    }

    @Test
    void writesABarrierOnPartitionsWithoutARecord() {
        plan(1, 0);

        StepVerifier.create(publish(() -> {})).expectNext(1L).expectComplete().verify(LIMIT);

        assertThat(barriers()).hasSize(PARTITIONS);
        assertThat(producer.history()).hasSize(1 + PARTITIONS);
    }

    @Test
    void removesWithoutAPayload() {
        plan(0, 1);
        StepVerifier.create(publish(() -> {})).expectNext(1L).expectComplete().verify(LIMIT);

        var removal = producer.history().get(0).value();
        assertThat(removal.getOperation()).isEqualTo(RosterOperation.REMOVE);
        assertThat(removal.getPayload()).isNull();
        assertThat(removal.getContentHash()).isNull();
        assertThat(producer.history().get(0).key()).isEqualTo("springfield:gone-0");
    }

    @Test
    void writesNoBarrierWhenASingleRecordWasNotTaken() {
        plan(200, 0);
        producer.refuse(150);

        StepVerifier.create(publish(() -> {}))
                .expectError(PublishFailedException.class)
                .verify(LIMIT);

        assertThat(barriers()).isEmpty();
    }

    @Test
    void failsWhenABarrierWasNotTaken() {
        plan(10, 0);
        producer.refuse(11);

        StepVerifier.create(publish(() -> {}))
                .expectError(PublishFailedException.class)
                .verify(LIMIT);
    }

    @Test
    void failsWhenTheTopicIsNotThere() {
        plan(1, 0);
        producer.partitionsForException = new TimeoutException("no topic");

        StepVerifier.create(publish(() -> {}))
                .expectError(PublishFailedException.class)
                .verify(LIMIT);
    }

    @Test
    void stopsWhenTheRunIsNotOursAnyMore() {
        plan(200, 0);
        var batches = new AtomicLong();

        StepVerifier.create(publish(() -> {
                    if (batches.incrementAndGet() == 3) {
                        throw new IllegalStateException("not ours");
                    }
                }))
                .expectErrorMessage("not ours")
                .verify(LIMIT);

        assertThat(producer.history()).hasSize(2 * 50);
    }

    private void plan(int added, int removed) {
        staging.add(
                IntStream.range(0, added).mapToObj(i -> Rows.school("o-" + i)).toList());
        staging.addStored(IntStream.range(0, removed)
                .mapToObj(i -> new StoredEntry(RecordType.ORG, "gone-" + i, new byte[16]))
                .toList());
        staging.plan();
    }

    private Mono<Long> publish(Runnable stillOurs) {
        var settings = new PublishSettings(50, 1_000, Duration.ofSeconds(5));
        var publisher = new KafkaRosterPublisher(
                () -> producer, keysets.fieldCipher(), settings, Schedulers.boundedElastic(), metrics);
        return publisher
                .publish(
                        new KafkaPublishedRun(RUN.businessId(), RUN.importId(), RUN.revision()),
                        staging,
                        stillOurs,
                        acknowledged::set)
                // as another instance finds them that takes the run over
                .map(barriers -> KafkaBarriers.of(barriers.toBytes()))
                .flatMap(barriers -> publisher.close(barriers).thenReturn(barriers.published()));
    }

    private List<RosterRecord> on(int partition) {
        return producer.history().stream()
                .filter(record -> record.partition() == partition)
                .map(ProducerRecord::value)
                .toList();
    }

    private List<RosterRecord> barriers() {
        return producer.history().stream()
                .map(ProducerRecord::value)
                .filter(record -> record.getType() == RecordType.BARRIER)
                .toList();
    }

    private static RosterDigest digest(List<RosterRecord> records) {
        return records.stream()
                .map(record -> RosterDigest.of(record.getType(), record.getSourceId(), record.getContentHash()))
                .reduce(RosterDigest.EMPTY, RosterDigest::plus);
    }
}
