package com.pickatime.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pickatime.events.ClassLinkNotification;
import com.pickatime.events.NotificationKind;
import com.pickatime.events.RosterRecord;
import com.pickatime.schemas.serde.SchemaRegistryException.Reason;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Programs of different ages on one topic. */
class SchemaEvolutionTest {

    private static final String SUBJECT = Serdes.TOPIC + "-value";
    private static final ClassLinkNotification NOTIFICATION = Samples.notification();
    private static final Schema CURRENT = ClassLinkNotification.getClassSchema();

    private static final Schema WITH_DEFAULTED_FIELD = withField("""
            {"name": "region", "type": "string", "default": "west"}""");
    private static final Schema WITH_REQUIRED_FIELD = withField("""
            {"name": "region", "type": "string"}""");

    private final FakeRegistry registry = new FakeRegistry();

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void readsWhatAnOlderProgramWroteWithTheDefaultsOfTheNewFields() {
        var olderSchema = without(RosterRecord.getClassSchema(), "contentHash");
        var older = Generic.of(Samples.person(), olderSchema);

        var read = (RosterRecord) readIntoClass(write(older));

        assertThat(read.getContentHash()).isNull();
        assertThat(read.getPayload()).isEqualTo(Samples.person().getPayload());
    }

    @Test
    void readsWhatANewerProgramWroteWithoutTheNewFields() {
        var newer = Generic.of(NOTIFICATION, WITH_DEFAULTED_FIELD);
        newer.put("region", "north");

        assertThat(readIntoClass(write(newer))).isEqualTo(NOTIFICATION);
    }

    @Test
    void readsANewSymbolAsUnknown() {
        var newerSchema = parse(CURRENT.toString().replace("ROSTER_CHANGED", "TERM_CHANGED"));
        var newer = Generic.of(NOTIFICATION, newerSchema);
        newer.put(
                "kind", new GenericData.EnumSymbol(newerSchema.getField("kind").schema(), "TERM_CHANGED"));

        assertThat(((ClassLinkNotification) readIntoClass(write(newer))).getKind())
                .isEqualTo(NotificationKind.UNKNOWN);
    }

    @Test
    void refusesOnlyTheRecordsThatItsSchemaCannotExpress() {
        var newerSchema = parse(RosterRecord.getClassSchema()
                .toString()
                .replace(
                        "\"name\":\"RosterOrg\",\"fields\":[{\"name\":\"name\"",
                        "\"name\":\"RosterBuilding\",\"fields\":[{\"name\":\"street\""));
        var serializer = Serdes.serializer(registry);
        var deserializer = Serdes.deserializer(registry);
        var known = serializer.serialize(Serdes.TOPIC, Generic.of(Samples.person(), newerSchema));
        var building = serializer.serialize(Serdes.TOPIC, building(newerSchema));

        assertThatThrownBy(() -> deserializer.deserialize(Serdes.TOPIC, building))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("RosterBuilding")
                .hasMessageNotContaining("Annex");
        assertThat(deserializer.deserialize(Serdes.TOPIC, known)).isEqualTo(Samples.person());
    }

    @Test
    void saysWhichFieldIsMissing() {
        var bytes = write(Generic.of(NOTIFICATION, without(CURRENT, "tenantId")));

        assertThatThrownBy(() -> readIntoClass(bytes))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("tenantId");
    }

    @Test
    void asksOnceForASchemaThatNoClassHas() {
        var deserializer = Serdes.deserializer(registry);
        var schema = parse(CURRENT.toString().replace("\"ClassLinkNotification\"", "\"Elsewhere\""));
        var bytes = write(Generic.of(NOTIFICATION, CURRENT), schema);
        registry.calls().clear();

        for (int round = 0; round < 2; round++) {
            assertThatThrownBy(() -> deserializer.deserialize(Serdes.TOPIC, bytes))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("com.pickatime.events.Elsewhere");
        }
        assertThat(registry.calls()).hasSize(1);
    }

    @Test
    void isToldThatAnIncompatibleSchemaWasRefused() {
        Serdes.serializer(registry).serialize(Serdes.TOPIC, NOTIFICATION);
        var incompatible = new GenericRecordBuilder(WITH_REQUIRED_FIELD);
        Generic.of(NOTIFICATION)
                .getSchema()
                .getFields()
                .forEach(field ->
                        incompatible.set(field.name(), Generic.of(NOTIFICATION).get(field.name())));

        assertThatThrownBy(() -> Serdes.serializer(registry)
                        .serialize(
                                Serdes.TOPIC,
                                incompatible.set("region", "north").build()))
                .isInstanceOfSatisfying(SchemaRegistryException.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(Reason.INCOMPATIBLE);
                    assertThat(refused.isTransient()).isFalse();
                })
                .hasMessageContaining(SUBJECT)
                .hasMessageContaining(registry.url())
                .hasMessageContaining("incompatible with an earlier one")
                .hasMessageContaining("needs a default");
    }

    @Test
    void writesAsTheLatestVersionWhenToldTo() {
        registry.add(SUBJECT, CURRENT);
        int latest = registry.add(SUBJECT, WITH_DEFAULTED_FIELD);
        var serializer = Serdes.serializer(useLatest());

        var bytes = serializer.serialize(Serdes.TOPIC, NOTIFICATION);

        assertThat(bytes[4]).isEqualTo((byte) latest);
        assertThat(((GenericRecord) readGeneric(bytes)).get("region")).hasToString("west");
        assertThat(readIntoClass(bytes)).isEqualTo(NOTIFICATION);
        assertThat(serializer.serialize(Serdes.TOPIC, NOTIFICATION)).isEqualTo(bytes);
    }

    @Test
    void refusesToWriteAsALatestVersionThatCannotReadIt() {
        registry.add(SUBJECT, WITH_REQUIRED_FIELD);

        assertThatThrownBy(() -> Serdes.serializer(useLatest()).serialize(Serdes.TOPIC, NOTIFICATION))
                .isInstanceOfSatisfying(
                        SchemaRegistryException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.INCOMPATIBLE))
                .hasMessageContaining(SUBJECT);
    }

    private Map<String, Object> useLatest() {
        var settings = Serdes.settings(registry, SerdeSettings.USE_LATEST, true);
        settings.put(SerdeSettings.AUTO_REGISTER, false);
        return settings;
    }

    private byte[] write(GenericRecord record) {
        return Serdes.serializer(registry).serialize(Serdes.TOPIC, record);
    }

    /** The bytes of {@code record} under the id of another schema of the same shape. */
    private byte[] write(GenericRecord record, Schema schema) {
        var bytes = write(record);
        bytes[4] = (byte) registry.add(SUBJECT, schema);
        return bytes;
    }

    private Object readIntoClass(byte[] bytes) {
        return Serdes.deserializer(registry).deserialize(Serdes.TOPIC, bytes);
    }

    private Object readGeneric(byte[] bytes) {
        return Serdes.deserializer(Serdes.settings(registry, SerdeSettings.SPECIFIC_READER, "false"))
                .deserialize(Serdes.TOPIC, bytes);
    }

    private static GenericRecord building(Schema envelope) {
        var record = Generic.of(Samples.person(), envelope);
        var building = envelope.getField("payload").schema().getTypes().get(1);
        record.put(
                "payload",
                new GenericRecordBuilder(building)
                        .set("street", "Annex")
                        .set("type", "school")
                        .build());
        return record;
    }

    private static Schema without(Schema schema, String field) {
        var json = (ObjectNode) JsonMapper.shared().readTree(schema.toString());
        json.withArray("fields")
                .removeIf(node -> node.path("name").stringValue().equals(field));
        return parse(json.toString());
    }

    private static Schema withField(String field) {
        var json = (ObjectNode) JsonMapper.shared().readTree(CURRENT.toString());
        json.withArray("fields").add(JsonMapper.shared().readTree(field));
        return parse(json.toString());
    }

    private static Schema parse(String schema) {
        return new Schema.Parser().parse(schema);
    }
}
