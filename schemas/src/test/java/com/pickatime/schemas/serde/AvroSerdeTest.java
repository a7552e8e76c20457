package com.pickatime.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pickatime.events.RosterRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AvroSerdeTest {

    private static final int THREADS = 8;

    private final FakeRegistry registry = new FakeRegistry();

    @AfterEach
    void close() {
        registry.close();
    }

    static List<SpecificRecord> records() {
        return Samples.all().toList();
    }

    @ParameterizedTest
    @MethodSource("records")
    void readsBackWhatItWrote(SpecificRecord record) {
        var bytes = Serdes.serializer(registry).serialize(Serdes.TOPIC, record);

        assertThat(Serdes.deserializer(registry).deserialize(Serdes.TOPIC, bytes))
                .isInstanceOf(record.getClass())
                .isEqualTo(record);
    }

    @Test
    void putsTheSchemaIdBeforeTheRecord() {
        registry.add("others", Samples.notification().getSchema());
        registry.add("others", RosterRecord.getClassSchema());

        var bytes = Serdes.serializer(registry).serialize(Serdes.TOPIC, Samples.person());

        assertThat(ByteBuffer.wrap(bytes).get()).isZero();
        assertThat(ByteBuffer.wrap(bytes).getInt(1)).isEqualTo(2);
    }

    @Test
    void registersUnderTheTopicsName() {
        var keys = new AvroSerializer();
        keys.configure(Serdes.settings(registry.url()), true);

        keys.serialize(Serdes.TOPIC, Samples.notification());
        Serdes.serializer(registry).serialize(Serdes.TOPIC, Samples.person());

        assertThat(registry.subjects()).containsExactly("roster.records-key", "roster.records-value");
    }

    @Test
    void passesTombstones() {
        assertThat(Serdes.serializer(registry).serialize(Serdes.TOPIC, null)).isNull();
        assertThat(Serdes.deserializer(registry).deserialize(Serdes.TOPIC, (byte[]) null))
                .isNull();
        assertThat(registry.calls()).isEmpty();
    }

    @Test
    void asksTheRegistryOncePerSchemaAndTopic() {
        var serializer = Serdes.serializer(registry);
        var deserializer = Serdes.deserializer(registry);

        for (int round = 0; round < 3; round++) {
            Samples.rosterRecords()
                    .map(record -> serializer.serialize("roster.records", record))
                    .forEach(bytes -> deserializer.deserialize("roster.records", bytes));
            serializer.serialize("copy", Samples.person());
            deserializer.deserialize("copy", serializer.serialize("copy", Samples.person()));
        }

        assertThat(registry.calls())
                .extracting(Object::toString)
                .containsExactly(
                        "POST /subjects/roster.records-value/versions",
                        "GET /schemas/ids/1",
                        "POST /subjects/copy-value/versions");
    }

    @Test
    void takesEqualSchemasForOne() {
        var serializer = Serdes.serializer(registry);
        var person = Samples.person();
        serializer.serialize(Serdes.TOPIC, Generic.of(person));
        serializer.serialize(Serdes.TOPIC, Generic.of(person));

        assertThat(registry.calls()).hasSize(1);
    }

    @Test
    void writesAndReadsGenericRecords() {
        var person = Samples.person();
        var settings = Serdes.settings(registry, SerdeSettings.SPECIFIC_READER, "false");

        var bytes = Serdes.serializer(registry).serialize(Serdes.TOPIC, Generic.of(person));

        assertThat(bytes).isEqualTo(Serdes.serializer(registry).serialize(Serdes.TOPIC, person));
        assertThat(Serdes.deserializer(settings).deserialize(Serdes.TOPIC, bytes))
                .isInstanceOfSatisfying(
                        GenericRecord.class,
                        read -> assertThat(read.get("sourceId").toString()).isEqualTo(person.getSourceId()))
                .isEqualTo(Generic.of(person));
    }

    @Test
    void readsFromABufferAsKafkaHandsItOver() {
        var bytes = Serdes.serializer(registry).serialize(Serdes.TOPIC, Samples.person());
        var batch = ByteBuffer.allocate(bytes.length + 20)
                .position(10)
                .put(bytes)
                .flip()
                .position(10);

        assertThat(Serdes.deserializer(registry).deserialize(Serdes.TOPIC, new RecordHeaders(), batch))
                .isEqualTo(Samples.person());
    }

    @Test
    void serializesOnManyThreadsWithOneCall() throws Exception {
        var serializer = Serdes.serializer(registry);
        var deserializer = Serdes.deserializer(registry);
        var records = Samples.rosterRecords().toList();

        var results = onManyThreads(() -> records.stream()
                .map(record -> serializer.serialize(Serdes.TOPIC, record))
                .map(bytes -> deserializer.deserialize(Serdes.TOPIC, bytes))
                .toList());

        assertThat(results).hasSize(THREADS).allSatisfy(read -> assertThat(read).isEqualTo(records));
        assertThat(registry.calls()).hasSize(2);
    }

    @Test
    void writesNothingButAvro() {
        assertThatThrownBy(() -> Serdes.serializer(registry).serialize(Serdes.TOPIC, "secret"))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("java.lang.String")
                .hasMessageNotContaining("secret");
    }

    @Test
    void saysThatItWasNotConfigured() {
        assertThatThrownBy(() -> new AvroSerializer().serialize(Serdes.TOPIC, Samples.person()))
                .hasMessage("configure was not called");
        assertThatThrownBy(() -> new AvroDeserializer().deserialize(Serdes.TOPIC, new byte[] {0, 0, 0, 0, 1}))
                .hasMessage("configure was not called");
    }

    /** The results of one task that many threads begin at the same moment. */
    private static <T> List<T> onManyThreads(Callable<T> task) throws Exception {
        var together = new CyclicBarrier(THREADS);
        var threads = Executors.newFixedThreadPool(THREADS);
        try {
            Callable<T> atOnce = () -> {
                together.await();
                return task.call();
            };
            var results = new ArrayList<T>();
            for (var started : threads.invokeAll(Collections.nCopies(THREADS, atOnce))) {
                results.add(started.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
