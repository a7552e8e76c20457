package com.pickatime.imports.publish;

import com.pickatime.events.ImportBarrier;
import com.pickatime.events.RosterRecord;
import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.imports.plan.staging.result.Change;
import com.pickatime.imports.plan.staging.store.StagingException;
import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.schemas.digest.RosterDigest;
import com.pickatime.schemas.topics.RosterKey;
import com.pickatime.schemas.topics.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Puts a plan's changes on the roster topic, and, as a step of its own, one barrier on every partition.
 *
 * <p>Reads the staging area and writes to the producer on one thread that may block; both are bounded, so memory is too.
 */
@Component
public class KafkaRosterPublisher {

    private final ProducerFactory<String, RosterRecord> producers;
    private final FieldCipher cipher;
    private final PublishSettings settings;
    private final Scheduler blocking;
    private final Counter published;

    KafkaRosterPublisher(
            ProducerFactory<String, RosterRecord> producers,
            FieldCipher cipher,
            PublishSettings settings,
            Scheduler blocking,
            MeterRegistry metrics) {
        this.producers = producers;
        this.cipher = cipher;
        this.settings = settings;
        this.blocking = blocking;
        this.published = Counter.builder("imports.records.published")
                .description("roster records that the broker has acknowledged, barriers not counted")
                .register(metrics);
    }

    /**
     * Publishes what {@code staging} plans, and once every record is acknowledged gives the barriers that must follow.
     *
     * <p>Fails with {@link PublishFailedException} when a single record could not be written.
     *
     * @param stillOurs called before each batch; throws when the run must stop
     * @param acknowledged told the number of records so far; must not block
     */
    public Mono<KafkaBarriers> publish(
            KafkaPublishedRun run, Staging staging, Runnable stillOurs, LongConsumer acknowledged) {
        return withProducer(producer -> new Publication(run, producer, acknowledged).publish(staging, stillOurs));
    }

    /**
     * Publishes barriers. It does no harm to publish them again: the contact service knows them by import and partition.
     *
     * <p>Fails with {@link PublishFailedException} when one was not acknowledged; it may be on the topic nevertheless.
     */
    public Mono<Void> close(KafkaBarriers barriers) {
        return this.<Void>withProducer(producer -> {
            var inFlight = new InFlight<>(producer, settings, acknowledged -> {});
            for (var barrier : barriers.records()) {
                var partition = ((ImportBarrier) barrier.getPayload()).getPartition();
                inFlight.send(new ProducerRecord<>(Topics.ROSTER_RECORDS, partition, key(barrier), barrier));
            }
            inFlight.awaitAll();
            return null;
        });
    }

    private <T> Mono<T> withProducer(Function<Producer<String, RosterRecord>, @Nullable T> work) {
        return Mono.<T>fromCallable(() -> {
                    try (var producer = producers.createProducer()) {
                        return work.apply(producer);
                    } catch (KafkaException e) {
                        throw new PublishFailedException("the broker cannot be written to", e);
                    } catch (StagingException e) {
                        throw new PublishFailedException("what is to be published cannot be read", e);
                    }
                })
                .subscribeOn(blocking);
    }

    private static String key(RosterRecord record) {
        return RosterKey.of(record.getBusinessId(), record.getSourceId());
    }

    /** One run's way to the topic. */
    private final class Publication {

        private final KafkaRosterRecords records;
        private final InFlight<RosterRecord> inFlight;
        private final PartitionTallies tallies;

        Publication(KafkaPublishedRun run, Producer<String, RosterRecord> producer, LongConsumer acknowledged) {
            records = new KafkaRosterRecords(run, cipher);
            inFlight = new InFlight<>(producer, settings, acknowledged);
            tallies = new PartitionTallies(
                    producer.partitionsFor(Topics.ROSTER_RECORDS).size());
        }

        KafkaBarriers publish(Staging staging, Runnable stillOurs) {
            staging.changes(settings.batch(), changes -> {
                stillOurs.run();
                send(changes);
            });
            inFlight.awaitAll();
            stillOurs.run();
            published.increment(tallies.records());
            return new KafkaBarriers(IntStream.range(0, tallies.partitions())
                    .mapToObj(partition -> records.barrier(partition, tallies))
                    .toList());
        }

        private void send(List<Change> changes) {
            for (var change : changes) {
                var record = records.of(change);
                var digest = RosterDigest.of(change.type(), change.sourceId(), change.hash());
                send(tallies.add(key(record), digest), record);
            }
        }

        private void send(int partition, RosterRecord record) {
            inFlight.send(new ProducerRecord<>(Topics.ROSTER_RECORDS, partition, key(record), record));
        }
    }
}
