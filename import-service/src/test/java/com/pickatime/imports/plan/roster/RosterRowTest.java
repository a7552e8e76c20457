package com.pickatime.imports.plan.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.events.RosterDemographics;
import com.pickatime.events.RosterPerson;
import com.pickatime.imports.plan.staging.result.Change;
import com.pickatime.imports.source.SourceReport;
import com.pickatime.imports.source.SourceType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RosterRowTest {

    private static final RosterRow PERSON = new RosterRow(
            RecordType.PERSON,
            "id-1",
            RosterPerson.newBuilder()
                    .setRoles(List.of(PersonRole.TEACHER, PersonRole.STUDENT, PersonRole.TEACHER))
                    .setGivenName("Hummingbird")
                    .setFamilyName("Nightingale")
                    .setMiddleName("Wren")
                    .setIdentifier("4711")
                    .setEmailCiphertext(RosterRow.clear("bird@example.org"))
                    .setUsernameCiphertext(RosterRow.clear("bird"))
                    .setOrgSourceIds(List.of("b", "a", "b"))
                    .setGrades(List.of("05"))
                    .setAgentSourceIds(List.of("parent"))
                    .build());

    @Test
    void namesNoPersonalData() {
        var birthDate =
                new RosterRow(RecordType.DEMOGRAPHICS, "id-1", new RosterDemographics(RosterRow.clear("2012-12-30")));
        var change = new Change(RecordType.PERSON, "id-1", Change.Kind.ADD, new byte[16], PERSON);

        assertThat(List.of(PERSON, birthDate, change, new RowVersion(PERSON, null))
                        .toString())
                .contains("id-1")
                .doesNotContain("Hummingbird", "Nightingale", "Wren", "4711", "bird", "2012", "parent");
    }

    @Test
    void holdsListsSortedAndWithoutRepeats() {
        var person = (RosterPerson) PERSON.payload();

        assertThat(person.getRoles()).containsExactly(PersonRole.STUDENT, PersonRole.TEACHER);
        assertThat(person.getOrgSourceIds()).containsExactly("a", "b");
    }

    @Test
    void takesNoPayloadOfAnotherType() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RosterRow(RecordType.ORG, "id-1", PERSON.payload()))
                .withMessageNotContaining("Hummingbird");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RosterRow(RecordType.BARRIER, "id-1", PERSON.payload()));
    }

    @Test
    void givesClearValuesAsOftenAsTheyAreAskedFor() {
        var email = ((RosterPerson) PERSON.payload()).getEmailCiphertext();

        assertThat(RosterRow.clear(email)).isEqualTo("bird@example.org").isEqualTo(RosterRow.clear(email));
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
