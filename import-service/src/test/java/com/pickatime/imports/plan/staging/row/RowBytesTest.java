package com.pickatime.imports.plan.staging.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.pickatime.events.EnrollmentRole;
import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.events.RosterAcademicSession;
import com.pickatime.events.RosterClass;
import com.pickatime.events.RosterCourse;
import com.pickatime.events.RosterEnrollment;
import com.pickatime.events.RosterOrg;
import com.pickatime.events.RosterPerson;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.imports.plan.staging.Rows;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RowBytesTest {

    private static final LocalDate NEW_YEARS_EVE_WEEK = LocalDate.of(2024, 12, 30);

    private final RowBytes bytes = new RowBytes();

    static Stream<RosterRow> rows() {
        return Stream.of(
                new RosterRow(RecordType.ORG, "o", new RosterOrg("Škola", "school", null, "district")),
                new RosterRow(
                        RecordType.ACADEMIC_SESSION,
                        "t",
                        new RosterAcademicSession(
                                "Fall", "term", NEW_YEARS_EVE_WEEK, LocalDate.of(2025, 1, 1), "2025", null)),
                new RosterRow(
                        RecordType.ACADEMIC_SESSION,
                        "t",
                        new RosterAcademicSession("Fall", "term", null, null, null, "year")),
                new RosterRow(RecordType.COURSE, "co", new RosterCourse("Algebra", null, "year", "o")),
                new RosterRow(
                        RecordType.CLASS,
                        "c",
                        new RosterClass(
                                "Algebra 1",
                                "A1",
                                "scheduled",
                                null,
                                "co",
                                "o",
                                List.of("t2", "t1"),
                                List.of("09"),
                                List.of(),
                                List.of("3"))),
                new RosterRow(
                        RecordType.ENROLLMENT,
                        "e",
                        new RosterEnrollment("c", "s", null, EnrollmentRole.TEACHER, true, NEW_YEARS_EVE_WEEK, null)),
                Rows.person(
                        "p",
                        person -> person.setRoles(List.of(PersonRole.TEACHER, PersonRole.GUARDIAN))
                                .setGivenName("Zoë")
                                .setFamilyName("")
                                .setIdentifier("42")
                                .setEmailCiphertext(RosterRow.clear("z@example.org"))
                                .setOrgSourceIds(List.of("o"))
                                .setAgentSourceIds(List.of("s1", "s2"))
                                .setEnabled(false)),
                Rows.birthDate("s", NEW_YEARS_EVE_WEEK));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void areReadAsTheRowTheyWereWrittenOf(RosterRow row) {
        assertThat(bytes.read(row.type(), bytes.of(row))).isEqualTo(row);
        assertThat(bytes.read(row.type(), bytes.of(row)).payload()).isEqualTo(row.payload());
    }

    @Test
    void nameNoValueWhenTheyCannotBeWritten() {
        var person = new RosterPerson();
        person.put("givenName", "Hummingbird");
        person.put("roles", List.of());

        assertThatIllegalStateException()
                .isThrownBy(() -> bytes.of(new RosterRow(RecordType.PERSON, "p", person)))
                .withMessageNotContaining("Hummingbird")
                .withNoCause();
        areReadAsTheRowTheyWereWrittenOf(Rows.student("s"));
    }
}
