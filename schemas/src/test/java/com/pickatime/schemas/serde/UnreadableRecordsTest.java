package com.pickatime.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pickatime.events.RecordType;
import com.pickatime.events.RosterOperation;
import com.pickatime.events.RosterRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What else may lie on a topic, and records that cannot be written at all. */
class UnreadableRecordsTest {

    private final FakeRegistry registry = new FakeRegistry();
    private final Serializer<Object> serializer = Serdes.serializer(registry);
    private final Deserializer<Object> deserializer = Serdes.deserializer(registry);

    @AfterEach
    void close() {
        registry.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4})
    void refusesWhatIsTooShort(int length) {
        assertThatThrownBy(() -> read(new byte[length]))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("too short")
                .hasMessageContaining(Serdes.TOPIC);
        assertThat(registry.calls()).isEmpty();
    }

    @Test
    void refusesAnUnknownMagicByte() {
        assertThatThrownBy(() -> read("{\"sourceId\": \"s-1\"}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("magic byte 0x7b")
                .hasMessageNotContaining("s-1");
        assertThat(registry.calls()).isEmpty();
    }

    @Test
    void saysWhenTheRegistryDoesNotKnowTheId() {
        assertThatThrownBy(() -> read(new byte[] {0, 0, 0, 1, 2, 42}))
                .isInstanceOfSatisfying(
                        SchemaRegistryException.class,
                        unknown -> assertThat(unknown.reason()).isEqualTo(SchemaRegistryException.Reason.UNKNOWN))
                .hasMessageContaining("schema id 258")
                .hasMessageContaining(registry.url())
                .hasMessageContaining(Serdes.TOPIC);
    }

    @Test
    void refusesARecordThatBreaksOff() {
        var bytes = write(Samples.person());

        for (int length = WireFormat.HEADER_LENGTH; length < bytes.length; length++) {
            var start = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> read(start)).isInstanceOf(SerializationException.class);
        }
    }

    @Test
    void refusesARecordWithSomethingBehindIt() {
        var bytes = write(Samples.person());

        assertThatThrownBy(() -> read(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("more bytes");
    }

    @Test
    void failsInNoOtherWayWhateverTheBytes() {
        var good = write(Samples.person());
        var random = new Random(20260901);

        for (int round = 0; round < 2_000; round++) {
            var bad = good.clone();
            for (int change = 0; change < 3; change++) {
                bad[WireFormat.HEADER_LENGTH + random.nextInt(bad.length - WireFormat.HEADER_LENGTH)] =
                        (byte) random.nextInt();
            }
            try {
                read(bad);
            } catch (SerializationException e) {
                assertThat(e).hasNoCause();
            }
        }
        assertThat(read(good)).isEqualTo(Samples.person());
    }

    @Test
    void namesTheMissingField() {
        var incomplete =
                new RosterRecord("springfield", null, 7L, RosterOperation.REMOVE, RecordType.PERSON, "s-1", null, null);

        assertThatThrownBy(() -> write(incomplete))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("RosterRecord")
                .hasMessageContaining("importId");
    }

    @Test
    void showsNoValueWhenARecordCannotBeWritten() {
        var wrong = new RosterRecord(
                "springfield", "i-1", 7L, RosterOperation.UPSERT, RecordType.PERSON, "s-1", null, "2015-03-09");

        assertThatThrownBy(() -> write(wrong))
                .isInstanceOf(SerializationException.class)
                .hasNoCause()
                .hasMessageContaining("UnresolvedUnionException")
                .hasMessageNotContaining("2015-03-09")
                .satisfies(failure ->
                        assertThat(failure.getStackTrace()[0].getClassName()).startsWith("org.apache.avro"));
    }

    @Test
    void writesTheNextRecordWholeAfterOneThatFailed() {
        var expected = write(Samples.person());
        var wrong = new RosterRecord(
                "springfield", "i-1", 7L, RosterOperation.UPSERT, RecordType.PERSON, "s-1", null, "not a payload");

        assertThatThrownBy(() -> write(wrong)).isInstanceOf(SerializationException.class);

        assertThat(write(Samples.person())).isEqualTo(expected);
    }

    private byte[] write(SpecificRecord record) {
        return serializer.serialize(Serdes.TOPIC, record);
    }

    private Object read(byte[] bytes) {
        return deserializer.deserialize(Serdes.TOPIC, bytes);
    }
}
