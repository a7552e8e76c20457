package com.pickatime.imports.plan.roster;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.staging.Change;
import com.pickatime.imports.source.SourceReport;
import com.pickatime.imports.source.SourceType;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RosterRowTest {

    private static final PersonRow PERSON = new PersonRow(
            "id-1",
            List.of(PersonRole.TEACHER, PersonRole.STUDENT, PersonRole.TEACHER),
            "Hummingbird",
            "Nightingale",
            "Wren",
            "4711",
            "bird@example.org",
            "bird",
            List.of("b", "a", "b"),
            List.of("05"),
            List.of("parent"),
            true);

    @Test
    void namesNoPersonalData() {
        var birthDate = new DemographicsRow("id-1", LocalDate.of(2012, 12, 30));
        var change = new Change(RecordType.PERSON, "id-1", Change.Kind.ADD, new byte[16], PERSON);

        assertThat(List.of(PERSON, birthDate, change).toString())
                .contains("id-1")
                .doesNotContain("Hummingbird", "Nightingale", "Wren", "4711", "bird", "2012");
    }

    @Test
    void holdsListsSortedAndWithoutRepeats() {
        assertThat(PERSON.roles()).containsExactly(PersonRole.STUDENT, PersonRole.TEACHER);
        assertThat(PERSON.orgSourceIds()).containsExactly("a", "b");
    }

    @Test
    void reportsTheCollectionsThatNoRosterLacks() {
        var report = new SourceReport(
                SourceType.FILE,
                Map.of(RecordType.ORG, 1L, RecordType.PERSON, 0L, RecordType.COURSE, 0L, RecordType.CLASS, 2L),
                List.of(),
                true);

        assertThat(report.emptyCollections()).containsExactlyInAnyOrder(RecordType.PERSON, RecordType.ENROLLMENT);
    }
}
