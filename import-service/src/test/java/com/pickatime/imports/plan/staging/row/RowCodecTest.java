package com.pickatime.imports.plan.staging.row;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.EnrollmentRole;
import com.pickatime.events.PersonRole;
import com.pickatime.imports.plan.roster.AcademicSessionRow;
import com.pickatime.imports.plan.roster.ClassRow;
import com.pickatime.imports.plan.roster.CourseRow;
import com.pickatime.imports.plan.roster.DemographicsRow;
import com.pickatime.imports.plan.roster.EnrollmentRow;
import com.pickatime.imports.plan.roster.OrgRow;
import com.pickatime.imports.plan.roster.PersonRow;
import com.pickatime.imports.plan.roster.RosterRow;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RowCodecTest {

    private static final LocalDate NEW_YEARS_EVE_WEEK = LocalDate.of(2024, 12, 30);

    static Stream<RosterRow> rows() {
        return Stream.of(
                new OrgRow("o", "Škola", "school", null, "district"),
                new AcademicSessionRow("t", "Fall", "term", NEW_YEARS_EVE_WEEK, LocalDate.of(2025, 1, 1), "2025", null),
                new AcademicSessionRow("t", "Fall", "term", null, null, null, "year"),
                new CourseRow("co", "Algebra", null, "year", "o"),
                new ClassRow(
                        "c",
                        "Algebra 1",
                        "A1",
                        "scheduled",
                        null,
                        "co",
                        "o",
                        List.of("t2", "t1"),
                        List.of("09"),
                        List.of(),
                        List.of("3")),
                new EnrollmentRow("e", "c", "s", null, EnrollmentRole.TEACHER, true, NEW_YEARS_EVE_WEEK, null),
                new PersonRow(
                        "p",
                        List.of(PersonRole.TEACHER, PersonRole.GUARDIAN),
                        "Zoë",
                        "",
                        null,
                        "42",
                        "z@example.org",
                        null,
                        List.of("o"),
                        List.of(),
                        List.of("s1", "s2"),
                        false),
                new DemographicsRow("s", NEW_YEARS_EVE_WEEK));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void readsWhatItWrote(RosterRow row) {
        assertThat(RowCodec.decode(RowCodec.encode(row))).isEqualTo(row);
    }

    @Test
    void tellsAllRowsApart() {
        assertThat(rows().map(row -> HexFormat.of().formatHex(RowCodec.encode(row))))
                .doesNotHaveDuplicates();
    }

    @Test
    void tellsTwoChildrenWithOneBirthDateApart() {
        assertThat(RowCodec.encode(new DemographicsRow("a", NEW_YEARS_EVE_WEEK)))
                .isNotEqualTo(RowCodec.encode(new DemographicsRow("b", NEW_YEARS_EVE_WEEK)));
    }

    @Test
    void tellsAnAbsentTextFromOneThatMovedToTheNextField() {
        assertThat(RowCodec.encode(new OrgRow("o", "n", "school", "x", null)))
                .isNotEqualTo(RowCodec.encode(new OrgRow("o", "n", "school", null, "x")));
    }

    @Test
    void writesListsInOneOrder() {
        assertThat(RowCodec.encode(person("b", "a", "a"))).isEqualTo(RowCodec.encode(person("a", "b")));
    }

    /** These bytes are hashed: if this test fails, the next import of every district publishes every record again. */
    @Test
    void writesTheSameBytesInEveryRelease() {
        var bytes = RowCodec.encode(new DemographicsRow("s", NEW_YEARS_EVE_WEEK));

        assertThat(bytes)
                .isEqualTo("\0\0\0\u000cDEMOGRAPHICS\0\0\0\u0001s\0\0\0\n2024-12-30".getBytes(StandardCharsets.UTF_8));
        assertThat(HexFormat.of().formatHex(RowCodec.encode(person("b", "a"))))
                .isEqualTo("00000006504552534f4e0000000170000000010000000753545544454e54000000014700000000ffffffff"
                        + "ffffffffffffffffffffffff0000000000000000000000020000000161000000016201");
    }

    private static PersonRow person(String... agents) {
        return new PersonRow(
                "p",
                List.of(PersonRole.STUDENT),
                "G",
                "",
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(agents),
                true);
    }
}
