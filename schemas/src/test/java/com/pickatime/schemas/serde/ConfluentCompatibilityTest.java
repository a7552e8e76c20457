package com.pickatime.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds our serializer against Confluent's real one: same settings, same registry, same bytes. */
class ConfluentCompatibilityTest {

    private static final FakeRegistry REGISTRY = new FakeRegistry();
    private static final Map<String, Object> SETTINGS = Serdes.settings(REGISTRY.url());

    private static final Serializer<Object> OUR_SERIALIZER = Serdes.serializer(SETTINGS);
    private static final Deserializer<Object> OUR_DESERIALIZER = Serdes.deserializer(SETTINGS);
    private static final Serializer<Object> THEIR_SERIALIZER = theirSerializer(SETTINGS);
    private static final Deserializer<Object> THEIR_DESERIALIZER = theirDeserializer(SETTINGS);

    @AfterAll
    static void close() {
        THEIR_SERIALIZER.close();
        THEIR_DESERIALIZER.close();
        REGISTRY.close();
    }

    static Stream<SpecificRecord> records() {
        return Samples.all();
    }

    @ParameterizedTest
    @MethodSource("records")
    void writesTheSameBytes(SpecificRecord record) {
        assertThat(OUR_SERIALIZER.serialize(topic(record), record))
                .isEqualTo(THEIR_SERIALIZER.serialize(topic(record), record));
    }

    @ParameterizedTest
    @MethodSource("records")
    void readsWhatConfluentWrote(SpecificRecord record) {
        var bytes = THEIR_SERIALIZER.serialize(topic(record), record);

        assertThat(OUR_DESERIALIZER.deserialize(topic(record), bytes)).isEqualTo(record);
    }

    @ParameterizedTest
    @MethodSource("records")
    void writesWhatConfluentReads(SpecificRecord record) {
        var bytes = OUR_SERIALIZER.serialize(topic(record), record);

        assertThat(THEIR_DESERIALIZER.deserialize(topic(record), bytes)).isEqualTo(record);
    }

    @ParameterizedTest
    @MethodSource("records")
    void readsTheSameGenericRecord(SpecificRecord record) {
        var generic = Serdes.settings(REGISTRY.url());
        generic.put(SerdeSettings.SPECIFIC_READER, "false");
        var bytes = OUR_SERIALIZER.serialize(topic(record), record);

        assertThat(Serdes.deserializer(generic).deserialize(topic(record), bytes))
                .isEqualTo(theirDeserializer(generic).deserialize(topic(record), bytes));
    }

    @Test
    void looksUpTheSameSubjectWithoutRegistering() {
        var settings = Serdes.settings(REGISTRY.url());
        settings.put(SerdeSettings.AUTO_REGISTER, "false");
        var record = Samples.notification();
        OUR_SERIALIZER.serialize("look.up", record);

        assertThat(Serdes.serializer(settings).serialize("look.up", record))
                .isEqualTo(theirSerializer(settings).serialize("look.up", record));
        assertThatThrownBy(() -> Serdes.serializer(settings).serialize("new.topic", record))
                .isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> theirSerializer(settings).serialize("new.topic", record))
                .isInstanceOf(SerializationException.class);
    }

    @Test
    void writesTheLatestVersionAlike() {
        var settings = Serdes.settings(REGISTRY.url());
        settings.put(SerdeSettings.AUTO_REGISTER, "false");
        settings.put(SerdeSettings.USE_LATEST, "true");
        var record = Samples.notification();
        OUR_SERIALIZER.serialize("latest", record);

        assertThat(Serdes.serializer(settings).serialize("latest", record))
                .isEqualTo(theirSerializer(settings).serialize("latest", record));
    }

    @Test
    void namesTheSameSubjectsForKeysAndValues() {
        var keys = new AvroSerializer();
        keys.configure(SETTINGS, true);
        var theirKeys = theirs("KafkaAvroSerializer", Serializer.class);
        theirKeys.configure(SETTINGS, true);

        keys.serialize("ours", Samples.notification());
        theirKeys.serialize("theirs", Samples.notification());

        assertThat(REGISTRY.subjects()).contains("ours-key", "theirs-key");
    }

    private static String topic(SpecificRecord record) {
        return record.getSchema().getName();
    }

    @SuppressWarnings("unchecked")
    private static Serializer<Object> theirSerializer(Map<String, ?> settings) {
        return Serdes.configured((Serializer<Object>) theirs("KafkaAvroSerializer", Serializer.class), settings);
    }

    @SuppressWarnings("unchecked")
    private static Deserializer<Object> theirDeserializer(Map<String, ?> settings) {
        return Serdes.configured((Deserializer<Object>) theirs("KafkaAvroDeserializer", Deserializer.class), settings);
    }

    /** By name, as a Kafka client finds them: they are on the class path of the tests only. */
    private static <T> T theirs(String name, Class<T> type) {
        try {
            var found = Class.forName("io.confluent.kafka.serializers." + name);
            return type.cast(found.getConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Confluent's classes are unpacked by the build before the tests", e);
        }
    }
}
