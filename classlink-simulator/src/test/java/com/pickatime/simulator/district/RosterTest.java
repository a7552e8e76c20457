package com.pickatime.simulator.district;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.simulator.district.Edits.Edit;
import com.pickatime.simulator.records.Demographics;
import com.pickatime.simulator.records.Enrollment;
import com.pickatime.simulator.records.Entity;
import com.pickatime.simulator.records.GuidRef;
import com.pickatime.simulator.records.User;
import com.pickatime.simulator.records.User.Name;
import com.pickatime.simulator.tables.Collection;
import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RosterTest {

    private static final Instant TODAY = Instant.parse("2026-11-24T10:00:00Z");

    private final District district = Districts.of(500);
    private final String student = district.table(Collection.USERS).id(20);
    private final DistrictFacts before = district.facts();

    @Test
    void losesEveryTraceOfARemovedStudent() {
        var roster = with(student, new Edit(true, null, null, TODAY));

        assertThat(present(roster, Collection.USERS).map(User.class::cast))
                .noneMatch(user -> user.base().sourcedId().equals(student))
                .noneMatch(user -> user.membership().agents().stream()
                        .map(GuidRef::sourcedId)
                        .anyMatch(student::equals));
        assertThat(present(roster, Collection.ENROLLMENTS).map(Enrollment.class::cast))
                .noneMatch(enrollment -> enrollment.user().sourcedId().equals(student));
        assertThat(present(roster, Collection.DEMOGRAPHICS))
                .noneMatch(record -> record.base().sourcedId().equals(student));
    }

    @Test
    void countsWithoutARemovedStudent() {
        var facts = with(student, new Edit(true, null, null, TODAY)).facts();

        assertThat(facts.people()).isEqualTo(before.people() - 1);
        assertThat(facts.count("students")).isEqualTo(499);
        assertThat(facts.count("demographics")).isEqualTo(499);
        assertThat(facts.count("studentEnrollments")).isEqualTo(before.count("studentEnrollments") - 2);
        assertThat(facts.relationships()).isLessThan(before.relationships());
    }

    @Test
    void countsWithoutARemovedGuardian() {
        var users = district.table(Collection.USERS);
        var guardian = users.id(users.indexOf("G3000000"));
        var facts = with(guardian, new Edit(true, null, null, TODAY)).facts();

        assertThat(facts.count("guardians")).isEqualTo(before.count("guardians") - 1);
        assertThat(facts.relationships()).isLessThan(before.relationships());
    }

    @Test
    void showsARenamedPersonAsModifiedThen() {
        var roster = with(student, new Edit(false, new Name("Zoë", "O'Neil", ""), null, TODAY));
        var user = (User) roster.row(Collection.USERS, 20);

        assertThat(user.name()).isEqualTo(new Name("Zoë", "O'Neil", ""));
        assertThat(user.base().dateLastModified()).isEqualTo("2026-11-24T10:00:00.000Z");
        assertThat(roster.modifiedAt(Collection.USERS, 20)).isEqualTo(TODAY);
        assertThat(roster.modifiedAt(Collection.USERS, 21)).isBefore(TODAY);
        assertThat(roster.facts()).isEqualTo(before);
    }

    @Test
    void blanksABirthDate() {
        var roster = with(student, new Edit(false, null, "", TODAY));

        assertThat(birthDate(roster)).isEmpty();
        assertThat(roster.facts().studentsWithoutBirthDate()).isEqualTo(before.studentsWithoutBirthDate() + 1);
    }

    @Test
    void keepsBothOfTwoEditsOfOnePerson() {
        var roster = new Roster(
                district,
                Edits.NONE
                        .and(student, new Edit(false, new Name("New", "Name", ""), null, TODAY))
                        .and(student, new Edit(false, null, "2015-01-31", TODAY)));

        assertThat(((User) roster.row(Collection.USERS, 20)).name().givenName()).isEqualTo("New");
        assertThat(birthDate(roster)).isEqualTo("2015-01-31");
    }

    @Test
    void findsPeopleByTheirOtherSourcedIds() {
        var roster = new Roster(district, Edits.NONE.rekeyed(TODAY));
        var user = (User) roster.row(Collection.USERS, 20);
        var id = user.base().sourcedId();

        assertThat(id).isNotEqualTo(district.table(Collection.USERS).id(20));
        assertThat(roster.indexOf(Collection.USERS, id)).isEqualTo(20);
        assertThat(roster.id(Collection.USERS, 20)).isEqualTo(id);
        assertThat(roster.indexOf(Collection.USERS, student)).isEqualTo(-1);
        assertThat(roster.modifiedAt(Collection.USERS, 20)).isEqualTo(TODAY);
        assertThat(roster.facts()).isEqualTo(before);
    }

    private Roster with(String person, Edit edit) {
        return new Roster(district, Edits.NONE.and(person, edit));
    }

    private static String birthDate(Roster roster) {
        return ((Demographics) roster.row(Collection.DEMOGRAPHICS, 20)).birth().birthDate();
    }

    private Stream<Entity> present(Roster roster, Collection collection) {
        return IntStream.range(0, district.table(collection).size())
                .filter(index -> roster.holds(collection, index))
                .mapToObj(index -> roster.row(collection, index));
    }
}
