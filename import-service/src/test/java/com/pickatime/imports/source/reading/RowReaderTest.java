package com.pickatime.imports.source.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pickatime.events.EnrollmentRole;
import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.events.RosterAcademicSession;
import com.pickatime.events.RosterEnrollment;
import com.pickatime.events.RosterPerson;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.imports.plan.roster.RowVersion;
import com.pickatime.imports.plan.staging.Rows;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowReaderTest {

    private static final RowReader READER =
            new RowReader(Clock.fixed(Instant.parse("2026-11-28T12:00:00Z"), ZoneOffset.UTC));

    private static final FakeRecord PERSON = new FakeRecord(
            "sourcedId", "p", "givenName", "Ann", "familyName", "Lee", "role", "student", "email", "ann@example.org");
    private static final FakeRecord ENROLLMENT =
            new FakeRecord("sourcedId", "e", "class", "c", "user", "p", "role", "student");

    @ParameterizedTest
    @CsvSource({
        "student, STUDENT",
        "TEACHER, TEACHER",
        "guardian, GUARDIAN",
        "relative, RELATIVE",
        "siteAdministrator, ADMINISTRATOR",
        "principal, ADMINISTRATOR",
        "counselor, AIDE"
    })
    void knowsTheRolesOfBothVersions(String name, PersonRole role) {
        assertThat(person(with(PERSON, "role", name)).getRoles()).containsExactly(role);
    }

    @Test
    void keepsTheRolesItKnowsOfSeveral() {
        assertThat(person(with(PERSON, "role", "teacher,ext:coach,parent")).getRoles())
                .containsExactly(PersonRole.TEACHER, PersonRole.PARENT);
    }

    @ParameterizedTest
    @CsvSource({"ext:coach, is no role that pickAtime knows", ", 'is missing, or over'"})
    void refusesAPersonWithoutAUsableRole(@Nullable String role, String reason) {
        assertRefused(RecordType.PERSON, with(PERSON, "role", role), "role", reason);
    }

    /** What was read long ago is read the same way until then. */
    @Test
    void knowsTheFirstDayOnWhichTheSameRowsMeanSomethingElse() {
        var reader = new RowReader(Clock.fixed(Instant.parse("2026-11-28T12:00:00Z"), ZoneOffset.UTC));
        assertThat(reader.sameUntil()).isEqualTo("2027-11-28");

        assertThat(reader.isOver(new FakeRecord("endDate", "2026-11-27"))).isTrue();
        assertThat(reader.sameUntil()).as("over is over").isEqualTo("2027-11-28");

        assertThat(reader.isOver(new FakeRecord("endDate", "2027-06-30"))).isFalse();
        assertThat(reader.isOver(new FakeRecord("endDate", "2027-07-31"))).isFalse();
        assertThat(reader.sameUntil()).as("the day behind the last").isEqualTo("2027-07-01");

        read(reader, "2016-05-09");
        assertThat(reader.sameUntil()).isEqualTo("2027-07-01");
        read(reader, "1926-12-24");
        assertThat(reader.sameUntil()).as("a hundredth birthday").isEqualTo("2026-12-24");
        read(reader, "1900-01-01");
        assertThat(reader.sameUntil()).as("nobody is a student again").isEqualTo("2026-12-24");
        read(reader, "2025-12-05");
        assertThat(reader.sameUntil()).as("a first birthday").isEqualTo("2026-12-05");
        read(reader, "2025-11-28");
        assertThat(reader.sameUntil()).as("tomorrow at the earliest").isEqualTo("2026-11-29");
    }

    private static void read(RowReader reader, String birthDate) {
        assertThat(reader.read(RecordType.DEMOGRAPHICS, new FakeRecord("sourcedId", "p", "birthDate", birthDate)))
                .isNotNull();
    }

    @Test
    void needsOneOfTheTwoNames() {
        assertThat(person(with(PERSON, "givenName", null)).getGivenName()).isEmpty();
        assertThat(person(with(PERSON, "familyName", null)).getFamilyName()).isEmpty();
        assertRefused(
                RecordType.PERSON,
                with(with(PERSON, "givenName", null), "familyName", null),
                "familyName",
                "and givenName are both missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "preferredFirstName",
                "preferredGivenName",
                "metadata.preferredName",
                "metadata.preferredFirstName"
            })
    void readsThePreferredNameByWhateverItIsCalled(String field) {
        assertThat(person(with(PERSON, field, "Annie")).getPreferredName()).isEqualTo("Annie");
        assertThat(person(with(PERSON, field, "NULL")).getPreferredName()).isNull();
        assertThat(person(PERSON).getPreferredName()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "true, true",
        "TRUE, true",
        "1, true",
        ", true",
        "false, false",
        "0, false",
        "No, false",
        "Y, true",
        "n, false",
        "T, true"
    })
    void readsWhatDistrictsWriteForTrueAndFalse(@Nullable String text, boolean enabled) {
        assertThat(person(with(PERSON, "enabledUser", text)).getEnabled()).isEqualTo(enabled);
    }

    @Test
    void leavesAFlagThatIsNoneAsItIsWithoutOne() {
        assertThat(person(with(PERSON, "enabledUser", "perhaps")).getEnabled()).isTrue();
    }

    @Test
    void neverLooksAtPasswordsAndTelephoneNumbers() {
        var record = with(with(with(PERSON, "password", "hunter2"), "sms", "555-1"), "phone", "555-2");

        assertThat(person(record)).isEqualTo(person(PERSON));
    }

    @ParameterizedTest
    @ValueSource(strings = {"active", "Active"})
    void readsActiveRecords(String status) {
        assertThat(READER.read(RecordType.PERSON, with(PERSON, "status", status)))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tobedeleted", "toBeDeleted", "inactive"})
    void leavesOutRecordsThatAreGone(String status) {
        assertThat(READER.read(RecordType.PERSON, with(PERSON, "status", status)))
                .isNull();
    }

    @Test
    void refusesAStatusThatIsNone() {
        assertRefused(
                RecordType.PERSON, with(PERSON, "status", "maybe"), "status", "is neither active nor tobedeleted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-12-30",
                "2024-12-30T00:00:00.000Z",
                "2024-12-30T23:59:59+14:00",
                "20241230",
                "12/30/2024",
                "30.12.2024"
            })
    void readsTheLastDaysOfDecemberAsTheyAreWritten(String text) {
        var row = row(RecordType.DEMOGRAPHICS, new FakeRecord("sourcedId", "s", "birthDate", text));

        assertThat(row).isEqualTo(Rows.birthDate("s", LocalDate.of(2024, 12, 30)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2012-02-30", "2012-12-30 garbage", "12/30/12", "13/13/2012", "2012123"})
    void refusesWhatIsNoDate(String text) {
        assertRefused(
                RecordType.DEMOGRAPHICS,
                new FakeRecord("sourcedId", "s", "birthDate", text),
                "birthDate",
                "is not a date written as YYYY-MM-DD");
    }

    @Test
    void takesABlankBirthDateForNone() {
        assertThat(READER.read(RecordType.DEMOGRAPHICS, new FakeRecord("sourcedId", "s")))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "2025-12-30T23:30:00.000Z, 2025-12-30T23:30:00Z",
        "2025-12-31T00:30:00+01:00, 2025-12-30T23:30:00Z",
        "2025-12-30, 2025-12-30T00:00:00Z",
        "yesterday,",
        ","
    })
    void readsWhenARecordWasModified(@Nullable String text, @Nullable Instant instant) {
        assertThat(version(RecordType.PERSON, with(PERSON, "dateLastModified", text))
                        .modifiedAt())
                .isEqualTo(instant);
    }

    @Test
    void readsAnEnrollment() {
        var record = with(with(with(ENROLLMENT, "primary", "true"), "beginDate", "2026-08-17"), "school", "school");

        assertThat(row(RecordType.ENROLLMENT, record))
                .isEqualTo(new RosterRow(
                        RecordType.ENROLLMENT,
                        "e",
                        new RosterEnrollment(
                                "c", "p", "school", EnrollmentRole.STUDENT, true, LocalDate.of(2026, 8, 17), null)));
    }

    @ParameterizedTest
    @CsvSource({"class, is missing", "user, is missing", "role, is missing", "sourcedId, is missing"})
    void refusesAnEnrollmentWithoutWhatItConsistsOf(String field, String reason) {
        assertRefused(RecordType.ENROLLMENT, with(ENROLLMENT, field, null), field, reason);
    }

    @Test
    void refusesAnEnrollmentWithARoleOfItsOwn() {
        assertRefused(
                RecordType.ENROLLMENT, with(ENROLLMENT, "role", "guest"), "role", "is no role that a class knows");
    }

    @Test
    void refusesASourceIdLongerThanOneRosterAllows() {
        assertThat(person(with(PERSON, "sourcedId", "x".repeat(255)))).isNotNull();
        assertRefused(
                RecordType.PERSON,
                with(PERSON, "sourcedId", "x".repeat(256)),
                "sourcedId",
                "is longer than 255 characters");
    }

    @Test
    void readsASession() {
        var record = new FakeRecord(
                "sourcedId", "t", "title", "Fall", "type", "term", "endDate", "2025-01-01", "schoolYear", "2025");

        assertThat(row(RecordType.ACADEMIC_SESSION, record))
                .isEqualTo(new RosterRow(
                        RecordType.ACADEMIC_SESSION,
                        "t",
                        new RosterAcademicSession("Fall", "term", null, LocalDate.of(2025, 1, 1), "2025", null)));
    }

    @ParameterizedTest
    @EnumSource(
            value = RecordType.class,
            names = {"ORG", "ACADEMIC_SESSION", "COURSE", "CLASS"})
    void needsANameForWhateverIsShown(RecordType type) {
        assertRefused(
                type,
                new FakeRecord("sourcedId", "x", "type", "school"),
                type == RecordType.ORG ? "name" : "title",
                "is missing");
    }

    @Test
    void namesNoValueInARefusal() {
        var batch = READER.batch(RecordType.DEMOGRAPHICS);
        batch.add(new FakeRecord("sourcedId", "s", "birthDate", "at Hummingbird"), "demographics.csv:2");

        assertThat(batch.records()).isOne();
        assertThat(batch.usable()).isZero();
        assertThat(new UnreadableRowException("birthDate", "is bad")).hasMessage("birthDate is bad");
    }

    private static FakeRecord with(FakeRecord record, String field, @Nullable String value) {
        var values = new HashMap<>(record.values());
        if (value == null) {
            values.remove(field);
        } else {
            values.put(field, value);
        }
        return new FakeRecord(values);
    }

    private static RosterPerson person(FakeRecord record) {
        return Rows.person(row(RecordType.PERSON, record));
    }

    private static RosterRow row(RecordType type, FakeRecord record) {
        return version(type, record).row();
    }

    private static RowVersion version(RecordType type, FakeRecord record) {
        return Objects.requireNonNull(READER.read(type, record));
    }

    private static void assertRefused(RecordType type, FakeRecord record, String field, String reason) {
        assertThatExceptionOfType(UnreadableRowException.class)
                .isThrownBy(() -> READER.read(type, record))
                .returns(field, UnreadableRowException::field)
                .returns(reason, UnreadableRowException::reason);
    }
}
