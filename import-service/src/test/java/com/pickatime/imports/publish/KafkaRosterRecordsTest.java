package com.pickatime.imports.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.EnrollmentRole;
import com.pickatime.events.RecordType;
import com.pickatime.events.RosterDemographics;
import com.pickatime.events.RosterOperation;
import com.pickatime.events.RosterPerson;
import com.pickatime.events.RosterRecord;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.imports.plan.staging.Rows;
import com.pickatime.imports.plan.staging.result.Change;
import com.pickatime.platform.crypto.FieldCipher;
import com.pickatime.platform.crypto.Keysets;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.schemas.serde.EventClasses;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Type;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KafkaRosterRecordsTest {

    private static final String CLEAR = "Hummingbird";

    private static final Map<Type, Object> SAMPLES = Map.of(
            Type.STRING,
            "text",
            Type.INT,
            LocalDate.of(2026, 8, 17),
            Type.BOOLEAN,
            true,
            Type.ENUM,
            EnrollmentRole.TEACHER,
            Type.ARRAY,
            List.of());

    private final FieldCipher cipher = Keysets.generate().fieldCipher();
    private final KafkaRosterRecords records = new KafkaRosterRecords(
            new KafkaPublishedRun(new BusinessId("springfield"), new ImportId("run"), 7), cipher);

    /** Whatever the schemas call a ciphertext: a field that is new among them as well. */
    @ParameterizedTest
    @EnumSource(
            value = RecordType.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"UNKNOWN", "BARRIER"})
    void holdNoClearValueAndTakeEverythingElseAsItIs(RecordType type) throws IOException {
        var row = new RosterRow(type, "id-1", full(RosterRow.payloadOf(type)));

        var record = record(row);

        assertThat(new String(RosterRecord.getEncoder().encode(record).array(), StandardCharsets.ISO_8859_1))
                .doesNotContain(CLEAR);
        var payload = (SpecificRecord) record.getPayload();
        for (var field : payload.getSchema().getFields()) {
            var value = payload.get(field.pos());
            if (type(field.schema()) == Type.BYTES) {
                var name = field.name().replace("Ciphertext", "");
                assertThat(open("id-1", name, (ByteBuffer) value)).isEqualTo(CLEAR);
            } else {
                assertThat(value).isEqualTo(row.payload().get(field.pos()));
            }
        }
    }

    @Test
    void tellWhoWaitsForADecisionAndWhoWaitsNoLonger() {
        var row = new RosterRow(RecordType.PERSON, "id-1", full(RosterRow.payloadOf(RecordType.PERSON)));

        var begins = records.of(new Change(RecordType.PERSON, "id-1", Change.Kind.QUARANTINE, null, null));
        var ends = records.of(new Change(RecordType.PERSON, "id-1", Change.Kind.RELEASE, new byte[16], row));

        assertThat(begins.getOperation()).isEqualTo(RosterOperation.QUARANTINE);
        assertThat(begins.getPayload()).isNull();
        assertThat(begins.getContentHash()).isNull();
        assertThat(ends.getOperation()).isEqualTo(RosterOperation.RELEASE);
        assertThat(ends.getPayload()).isNotNull();
        assertThat(ends.getContentHash()).isNotNull();
    }

    private static SpecificRecord full(Class<? extends SpecificRecord> type) {
        EventClasses.trust();
        var payload = (SpecificRecord)
                SpecificData.newInstance(type, SpecificData.get().getSchema(type));
        for (var field : payload.getSchema().getFields()) {
            var value = type(field.schema()) == Type.BYTES ? RosterRow.clear(CLEAR) : SAMPLES.get(type(field.schema()));
            payload.put(field.pos(), value);
        }
        return payload;
    }

    private static Type type(Schema schema) {
        return schema.isUnion() ? schema.getTypes().get(1).getType() : schema.getType();
    }

    /** The names under which readers open them. */
    @Test
    void sealWhatIsPersonalForItsPlace() {
        var person = (RosterPerson) record(Rows.person(
                        "p-1",
                        given -> given.setEmailCiphertext(RosterRow.clear("sam@example.org"))
                                .setUsernameCiphertext(RosterRow.clear("sam"))))
                .getPayload();
        var demographics = (RosterDemographics)
                record(Rows.birthDate("p-1", LocalDate.of(2015, 3, 9))).getPayload();

        assertThat(open("p-1", "email", person.getEmailCiphertext())).isEqualTo("sam@example.org");
        assertThat(open("p-1", "username", person.getUsernameCiphertext())).isEqualTo("sam");
        assertThat(open("p-1", "birthDate", demographics.getBirthDateCiphertext()))
                .isEqualTo("2015-03-09");
    }

    @Test
    void leaveOutWhatAPersonDoesNotHave() {
        var person = (RosterPerson) record(Rows.person("p-1", given -> given)).getPayload();

        assertThat(person.getEmailCiphertext()).isNull();
        assertThat(person.getUsernameCiphertext()).isNull();
    }

    /** A row is there to be published again when the broker was away. */
    @Test
    void leaveTheRowAsItIs() {
        var row = Rows.student("s");

        record(row);

        assertThat(row).isEqualTo(Rows.student("s"));
    }

    private RosterRecord record(RosterRow row) {
        return records.of(new Change(row.type(), row.sourceId(), Change.Kind.ADD, new byte[16], row));
    }

    private String open(String sourceId, String field, ByteBuffer sealed) {
        return cipher.open(new BusinessId("springfield"), sourceId, field, sealed.array());
    }
}
