package com.pickatime.imports.plan.staging.row;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.events.RosterOrg;
import com.pickatime.events.RosterPerson;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.imports.plan.staging.Rows;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CanonicalFormTest {

    private static final RosterRow PERSON = Rows.person(
            "p",
            person -> person.setRoles(List.of(PersonRole.TEACHER))
                    .setGivenName("Zoë")
                    .setFamilyName("")
                    .setEmailCiphertext(RosterRow.clear("z@example.org"))
                    .setAgentSourceIds(List.of("b", "a", "b"))
                    .setEnabled(false));

    /** These bytes are hashed: if this test fails, the next import of every district publishes every record again. */
    @Test
    void isTheSameInEveryRelease() throws NoSuchAlgorithmException {
        assertThat(text(Rows.birthDate("s")))
                .isEqualTo("\0\0\0\1" + "\0\0\0\14DEMOGRAPHICS" + "\0\0\0\1s" + "\0\0\0\23birthDateCiphertext"
                        + "\0\0\0\n2012-12-30");
        assertThat(text(PERSON))
                .isEqualTo("\0\0\0\1" + "\0\0\0\6PERSON" + "\0\0\0\1p"
                        + "\0\0\0\5roles" + "\0\0\0\1" + "\0\0\0\7TEACHER"
                        + "\0\0\0\tgivenName" + "\0\0\0\4Zo\u00c3\u00ab"
                        + "\0\0\0\17emailCiphertext" + "\0\0\0\15z@example.org"
                        + "\0\0\0\16agentSourceIds" + "\0\0\0\2" + "\0\0\0\1a" + "\0\0\0\1b"
                        + "\0\0\0\7enabled" + "\0\0\0\5false");
        var golden = MessageDigest.getInstance("SHA-256");
        RowBytesTest.rows().forEach(row -> golden.update(CanonicalForm.of(row)));
        assertThat(HexFormat.of().formatHex(golden.digest()))
                .isEqualTo("cb3e6afa4adb0732932fe0d8ecaf502dd0420a163e870a35db95d040b4d69b9b");
    }

    @Test
    void takesNoNoticeOfAFieldThatIsNewAndAbsent() {
        var person = (RosterPerson) PERSON.payload();

        assertThat(CanonicalForm.of(RecordType.PERSON, "p", withNewField(person, null)))
                .isEqualTo(CanonicalForm.of(PERSON));
        assertThat(CanonicalForm.of(RecordType.PERSON, "p", withNewField(person, "value")))
                .isNotEqualTo(CanonicalForm.of(PERSON));
    }

    /** The newer schema has the field before all others. */
    private static GenericData.Record withNewField(RosterPerson person, @Nullable String value) {
        var fields = new ArrayList<Schema.Field>();
        fields.add(new Schema.Field(
                "newField",
                Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.STRING)),
                null,
                JsonProperties.NULL_VALUE));
        person.getSchema().getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        var newer = new GenericData.Record(Schema.createRecord("Newer", null, "test", false, fields));
        newer.put("newField", value);
        person.getSchema().getFields().forEach(field -> newer.put(field.name(), person.get(field.pos())));
        return newer;
    }

    @Test
    void leavesOutWhatTheSchemaGivesByDefault() {
        assertThat(text(Rows.person("p", person -> person))).doesNotContain("enabled", "grades", "middleName");
    }

    @ParameterizedTest
    @MethodSource("com.pickatime.imports.plan.staging.row.RowBytesTest#rows")
    void tellsARowFromAllOthers(RosterRow row) {
        assertThat(RowBytesTest.rows().filter(other -> Arrays.equals(CanonicalForm.of(other), CanonicalForm.of(row))))
                .containsExactly(row);
    }

    @Test
    void tellsTwoChildrenWithOneBirthDateApart() {
        assertThat(CanonicalForm.of(Rows.birthDate("a"))).isNotEqualTo(CanonicalForm.of(Rows.birthDate("b")));
    }

    @Test
    void tellsATextFromOneThatMovedToTheNextField() {
        assertThat(CanonicalForm.of(new RosterRow(RecordType.ORG, "o", new RosterOrg("n", "school", "x", null))))
                .isNotEqualTo(
                        CanonicalForm.of(new RosterRow(RecordType.ORG, "o", new RosterOrg("n", "school", null, "x"))));
    }

    @Test
    void writesListsInOneOrder() {
        assertThat(CanonicalForm.of(Rows.student("s", "b", "a", "a")))
                .isEqualTo(CanonicalForm.of(Rows.student("s", "a", "b")));
    }

    private static String text(RosterRow row) {
        return new String(CanonicalForm.of(row), StandardCharsets.ISO_8859_1);
    }
}
