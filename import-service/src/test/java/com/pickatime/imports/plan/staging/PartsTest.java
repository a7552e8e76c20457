package com.pickatime.imports.plan.staging;

import static com.pickatime.imports.plan.staging.Rows.enrollment;
import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.EnrollmentRole;
import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.events.RosterEnrollment;
import com.pickatime.events.RosterOrg;
import com.pickatime.events.RosterPerson;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.imports.plan.roster.StoredEntry;
import com.pickatime.imports.plan.staging.result.Change;
import com.pickatime.imports.plan.staging.result.PartPlan;
import com.pickatime.platform.crypto.KeyedHash;
import com.pickatime.platform.crypto.Keysets;
import com.pickatime.platform.ids.BusinessId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plan does to each school and each role. */
class PartsTest {

    private static final KeyedHash HASH = Keysets.generate().keyedHash();
    private static final RosterRow HILLCREST = Rows.school("h", "Hillcrest Elementary");
    private static final RosterRow OAK = Rows.school("o", "Oak Hill");

    @TempDir
    Path directory;

    @Test
    void tellsWhatASchoolLosesOfEachRole() {
        var stored = List.of(
                HILLCREST,
                OAK,
                person("s1", PersonRole.STUDENT, "h"),
                person("s2", PersonRole.STUDENT, "h"),
                person("t", PersonRole.TEACHER, "h", "o"));

        var parts = parts(stored, List.of(HILLCREST, OAK, person("s1", PersonRole.STUDENT, "h")));

        assertThat(parts)
                .containsExactlyInAnyOrder(
                        new PartPlan(RecordType.PERSON, null, PersonRole.STUDENT, 2, 1, 0, 1),
                        new PartPlan(RecordType.PERSON, null, PersonRole.TEACHER, 1, 1, 0, 0),
                        new PartPlan(RecordType.PERSON, "Hillcrest Elementary", null, 3, 2, 0, 1),
                        new PartPlan(RecordType.PERSON, "Hillcrest Elementary", PersonRole.STUDENT, 2, 1, 0, 1),
                        new PartPlan(RecordType.PERSON, "Hillcrest Elementary", PersonRole.TEACHER, 1, 1, 0, 0),
                        new PartPlan(RecordType.PERSON, "Oak Hill", null, 1, 1, 0, 0),
                        new PartPlan(RecordType.PERSON, "Oak Hill", PersonRole.TEACHER, 1, 1, 0, 0));
    }

    @Test
    void knowsTheNameOfASchoolThatIsGoneItself() {
        assertThat(parts(List.of(HILLCREST, person("s", PersonRole.STUDENT, "h")), List.of(OAK)))
                .extracting(PartPlan::school)
                .contains("Hillcrest Elementary");
    }

    @Test
    void tellsOfASchoolThatAllHaveLeftForAnother() {
        var stored = List.of(HILLCREST, OAK, person("s", PersonRole.STUDENT, "h"));

        assertThat(parts(stored, List.of(HILLCREST, OAK, person("s", PersonRole.STUDENT, "o"))))
                .contains(
                        new PartPlan(RecordType.PERSON, "Hillcrest Elementary", null, 1, 0, 1, 0),
                        new PartPlan(RecordType.PERSON, null, PersonRole.STUDENT, 1, 0, 1, 1));
    }

    @Test
    void tellsWhoIsChangedInASchoolAndInARole() {
        var stored =
                List.of(HILLCREST, OAK, person("s1", PersonRole.STUDENT, "h"), person("s2", PersonRole.STUDENT, "o"));
        var renamed = Rows.person(
                "s1",
                person -> person.setRoles(List.of(PersonRole.STUDENT))
                        .setOrgSourceIds(List.of("h"))
                        .setGivenName("Another"));

        assertThat(parts(stored, List.of(HILLCREST, OAK, renamed, stored.get(3))))
                .containsExactlyInAnyOrder(
                        new PartPlan(RecordType.PERSON, null, PersonRole.STUDENT, 2, 0, 1, 2),
                        new PartPlan(RecordType.PERSON, "Hillcrest Elementary", null, 1, 0, 1, 1),
                        new PartPlan(RecordType.PERSON, "Hillcrest Elementary", PersonRole.STUDENT, 1, 0, 1, 1));
    }

    @Test
    void tellsWhichEnrollmentsGo() {
        var section = Rows.section("c");
        var stored = List.of(
                Rows.school("school", "Lincoln"),
                section,
                person("t", PersonRole.TEACHER, "school"),
                enrollment("e1", "c", "t", EnrollmentRole.TEACHER),
                enrollment("e2", "c", "t", EnrollmentRole.TEACHER));

        assertThat(parts(stored, stored.subList(0, 4)))
                .containsExactlyInAnyOrder(
                        new PartPlan(RecordType.ENROLLMENT, null, PersonRole.TEACHER, 2, 1, 0, 1),
                        new PartPlan(RecordType.ENROLLMENT, "Lincoln", null, 2, 1, 0, 1),
                        new PartPlan(RecordType.ENROLLMENT, "Lincoln", PersonRole.TEACHER, 2, 1, 0, 1));
    }

    @Test
    void tellsNothingWhereNothingGoes() {
        var stored = List.of(HILLCREST, person("s", PersonRole.STUDENT, "h"));

        assertThat(parts(stored, stored)).isEmpty();
        assertThat(parts(List.of(), stored)).isEmpty();
    }

    private List<PartPlan> parts(List<RosterRow> stored, List<RosterRow> roster) {
        var entries = new ArrayList<StoredEntry>();
        try (var staging = Staging.open(directory, HASH, new BusinessId("springfield"))) {
            staging.add(stored);
            staging.plan();
            staging.changes(100, changes -> changes.forEach(change -> entries.add(entry(change))));
        }
        try (var staging = Staging.open(directory, HASH, new BusinessId("springfield"))) {
            staging.add(roster);
            staging.addStored(entries);
            return staging.plan().parts();
        }
    }

    private static StoredEntry entry(Change change) {
        var hash = change.hash();
        var row = change.row();
        if (hash == null || row == null) {
            throw new AssertionError("nothing is removed from an empty store");
        }
        if (row.payload() instanceof RosterPerson person) {
            return new StoredEntry(row.type(), row.sourceId(), hash, person.getOrgSourceIds(), person.getRoles(), null);
        }
        if (row.payload() instanceof RosterEnrollment enrollment) {
            var school = Stream.ofNullable(enrollment.getSchoolSourceId()).toList();
            var role = PersonRole.valueOf(enrollment.getRole().name());
            return new StoredEntry(row.type(), row.sourceId(), hash, school, List.of(role), null);
        }
        return row.payload() instanceof RosterOrg org
                ? new StoredEntry(row.type(), row.sourceId(), hash, List.of(), List.of(), org.getName())
                : new StoredEntry(row.type(), row.sourceId(), hash);
    }

    private static RosterRow person(String id, PersonRole role, String... orgs) {
        return Rows.person(id, person -> person.setRoles(List.of(role)).setOrgSourceIds(List.of(orgs)));
    }
}
