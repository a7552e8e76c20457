package com.pickatime.contacts.testing;

import com.pickatime.events.ImportEvent;
import com.pickatime.events.RecordType;
import com.pickatime.events.RosterRecord;
import com.pickatime.events.TypeTotals;
import com.pickatime.local.testing.TestBroker;
import com.pickatime.local.testing.TestRegistry;
import com.pickatime.schemas.digest.RosterDigest;
import com.pickatime.schemas.serde.AvroSerializer;
import com.pickatime.schemas.topics.RosterKey;
import com.pickatime.schemas.topics.TopicCatalogue;
import com.pickatime.schemas.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The roster topic, for tests to publish to. */
public final class RosterTopic implements AutoCloseable {

    public static final int PARTITIONS = TopicCatalogue.defaults().stream()
            .filter(layout -> layout.name().equals(Topics.ROSTER_RECORDS))
            .mapToInt(TopicCatalogue.Layout::partitions)
            .sum();

    private final AvroSerializer avro = new AvroSerializer();
    private final KafkaProducer<byte[], byte[]> producer;

    public RosterTopic() {
        this(TestBroker.bootstrapServers());
    }

    /** On a broker of the test's own. */
    public RosterTopic(String bootstrapServers) {
        avro.configure(Map.of("schema.registry.url", TestRegistry.url()), false);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    public byte[] bytes(RosterRecord record) {
        return Objects.requireNonNull(avro.serialize(Topics.ROSTER_RECORDS, record));
    }

    /** Publishes records and waits for the broker; where each went. */
    public List<RecordMetadata> publish(List<RosterRecord> records) {
        return await(records.stream()
                .map(record -> producer.send(new ProducerRecord<>(Topics.ROSTER_RECORDS, key(record), bytes(record))))
                .toList());
    }

    /** Publishes records to one partition, whatever their keys say. */
    public List<RecordMetadata> publishTo(int partition, List<RosterRecord> records) {
        return await(records.stream()
                .map(record -> producer.send(
                        new ProducerRecord<>(Topics.ROSTER_RECORDS, partition, key(record), bytes(record))))
                .toList());
    }

    /** Publishes anything, under any key. */
    public RecordMetadata publishRaw(byte @Nullable [] key, byte @Nullable [] value) {
        return await(List.of(producer.send(new ProducerRecord<>(Topics.ROSTER_RECORDS, 0, key, value))))
                .get(0);
    }

    /** Publishes records, then a barrier to every partition, then the event; the barriers promise exactly these records. */
    public void publishImport(TestImport run, List<RosterRecord> records, Map<RecordType, List<RosterRecord>> active) {
        publishImport(run, records, publish(records), active, 0);
    }

    /** As {@link #publishImport(TestImport, List, Map)}, when the barrier of partition 0 promises more than there are. */
    public void publishImport(
            TestImport run,
            List<RosterRecord> records,
            List<RecordMetadata> sent,
            Map<RecordType, List<RosterRecord>> active,
            long promisedTooMany) {
        publishBarriers(run, records, sent, promisedTooMany);
        publishEvent(run, totals(active));
    }

    public void publishBarriers(
            TestImport run, List<RosterRecord> records, List<RecordMetadata> sent, long promisedTooMany) {
        var byPartition = new HashMap<Integer, List<RosterRecord>>();
        for (int i = 0; i < records.size(); i++) {
            byPartition
                    .computeIfAbsent(sent.get(i).partition(), partition -> new ArrayList<>())
                    .add(records.get(i));
        }
        for (int partition = 0; partition < PARTITIONS; partition++) {
            var here = byPartition.getOrDefault(partition, List.of());
            publishBarrier(
                    run, partition, here.size() + (partition == 0 ? promisedTooMany : 0), TestImport.digest(here));
        }
    }

    public void publishBarrier(TestImport run, int partition, long records, RosterDigest digest) {
        var barrier = run.barrier(partition, records, digest);
        await(List.of(
                producer.send(new ProducerRecord<>(Topics.ROSTER_RECORDS, partition, key(barrier), bytes(barrier)))));
    }

    /** Publishes the event that all barriers of an import are there. */
    public void publishEvent(TestImport run, List<TypeTotals> totals) {
        publish(run.published(PARTITIONS, totals));
    }

    public void publish(ImportEvent event) {
        var key = event.getBusinessId().getBytes(StandardCharsets.UTF_8);
        await(List.of(producer.send(
                new ProducerRecord<>(Topics.IMPORT_EVENTS, key, avro.serialize(Topics.IMPORT_EVENTS, event)))));
    }

    public static List<TypeTotals> totals(Map<RecordType, List<RosterRecord>> active) {
        return active.entrySet().stream()
                .map(entry -> TestImport.totals(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** The active ones by type, as an import of nothing but additions leaves them. */
    public static Map<RecordType, List<RosterRecord>> byType(List<RosterRecord> records) {
        return records.stream().collect(Collectors.groupingBy(RosterRecord::getType));
    }

    public static byte[] key(RosterRecord record) {
        return RosterKey.of(record.getBusinessId(), record.getSourceId()).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
        avro.close();
    }

    private List<RecordMetadata> await(List<Future<RecordMetadata>> sends) {
        producer.flush();
        return sends.stream().map(RosterTopic::get).toList();
    }

    private static RecordMetadata get(Future<RecordMetadata> send) {
        try {
            return send.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a test's record was not published", e);
        }
    }
}
