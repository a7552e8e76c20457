package com.pickatime.imports.plan.staging;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.EnrollmentRole;
import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.RosterChoice;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.imports.plan.roster.RowRefusal;
import com.pickatime.imports.plan.roster.StoredEntry;
import com.pickatime.imports.plan.roster.Warning;
import com.pickatime.imports.plan.staging.compare.Comparison;
import com.pickatime.imports.plan.staging.result.Plan;
import com.pickatime.imports.plan.staging.result.RosterFacts;
import com.pickatime.imports.plan.staging.result.TypePlan;
import com.pickatime.platform.crypto.KeyedHash;
import com.pickatime.platform.crypto.Keysets;
import com.pickatime.platform.ids.BusinessId;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plan makes of a source that tells only what changed: nobody is gone because they are not there. */
class ChangesAloneTest {

    private static final KeyedHash HASH = Keysets.generate().keyedHash();
    private static final LocalDate ONE_DAY = LocalDate.of(2012, 2, 23);
    private static final LocalDate ANOTHER_DAY = LocalDate.of(2015, 7, 1);

    @TempDir
    Path directory;

    private final Store store = new Store();

    @Test
    void keepsWhatTheyDoNotMention() {
        importing(district());

        assertThat(changing(staging -> {}).isEmpty()).isTrue();

        var plan = changing(staging -> staging.add(List.of(named("s1", "New"), Rows.student("s9"))));

        assertThat(plan.of(RecordType.PERSON))
                .extracting(TypePlan::added, TypePlan::updated, TypePlan::removed, TypePlan::sourceCount)
                .containsExactly(1L, 1L, 0L, 5L);
        assertThat(plan.changes()).isEqualTo(2);
        assertThat(plan.facts()).returns(5L, RosterFacts::people).returns(2L, RosterFacts::keptEnrollments);
        assertReceiptAgrees(plan);
    }

    @Test
    void removesExactlyWhatIsToBeDeleted() {
        importing(district());

        var plan = changing(staging -> {
            staging.withdraw(RecordType.PERSON, List.of("s2", "nobody"));
            staging.withdraw(RecordType.ENROLLMENT, List.of("e2"));
            staging.withdraw(RecordType.CLASS, List.of("s1"));
        });

        assertThat(store.rows(RecordType.PERSON)).containsOnlyKeys("s1", "t", "p");
        assertThat(store.rows(RecordType.ENROLLMENT)).containsOnlyKeys("e1");
        assertThat(store.rows(RecordType.CLASS)).containsOnlyKeys("math");
        assertThat(plan.of(RecordType.DEMOGRAPHICS).removed()).isOne();
        assertReceiptAgrees(plan);
    }

    @Test
    void takesWhoIsThereAndToBeDeletedForThere() {
        importing(district());

        changing(staging -> {
            staging.withdraw(RecordType.PERSON, List.of("s2"));
            staging.add(List.of(named("s2", "Stays")));
        });

        assertThat(store.rows(RecordType.PERSON)).containsKey("s2");
    }

    @Test
    void leavesAWholeRosterToWhatIsInIt() {
        importing(district());

        try (var staging = open()) {
            staging.add(district());
            staging.withdraw(RecordType.PERSON, List.of("s2"));
            staging.addStored(store.entries(HASH));
            assertThat(staging.plan().isEmpty()).isTrue();
        }
    }

    /** A student's school may be told by the enrollments alone, and these did not change. */
    @Test
    void leavesAsItIsWhatIsOutsideTheChoiceByWhatTheyTell() {
        importing(district());

        var plan = changing(staging -> {
            staging.choose(new RosterChoice(List.of("school"), List.of(), List.of(), List.of(), List.of(), false));
            staging.add(List.of(Rows.person("s1", person -> person.setGivenName("New"))));
        });

        assertThat(plan.isEmpty()).isTrue();
        assertThat(store.rows(RecordType.PERSON)).containsKey("s1");
        assertReceiptAgrees(plan);
    }

    @ParameterizedTest
    @ValueSource(longs = {2})
    void removesNoMoreAndNoLessThanTheyAreTold(long seed) {
        var random = new Random(seed);
        var people = IntStream.range(0, 60).mapToObj(i -> Rows.student("s" + i)).toList();
        importing(people);
        var expected = new TreeSet<>(people.stream().map(RosterRow::sourceId).toList());
        for (int round = 0; round < 4; round++) {
            var gone = IntStream.range(0, 60)
                    .filter(i -> random.nextInt(12) == 0)
                    .mapToObj(i -> "s" + i)
                    .toList();
            var changed = IntStream.range(0, 80)
                    .filter(i -> random.nextInt(9) == 0)
                    .mapToObj(i -> named("s" + i, "Round " + random.nextInt()))
                    .toList();
            gone.forEach(expected::remove);
            changed.forEach(row -> expected.add(row.sourceId()));

            var plan = changing(staging -> {
                staging.add(changed);
                staging.withdraw(RecordType.PERSON, gone);
            });

            assertThat(store.rows(RecordType.PERSON).keySet()).isEqualTo(expected);
            assertReceiptAgrees(plan);
        }
    }

    @Test
    void showTheBrakeWhatIsWithdrawn() {
        importing(IntStream.range(0, 40).mapToObj(i -> Rows.student("s" + i)).toList());

        var plan = changing(staging -> staging.withdraw(
                RecordType.PERSON, IntStream.range(0, 30).mapToObj(i -> "s" + i).toList()));

        assertThat(plan.of(RecordType.PERSON).removed()).isEqualTo(30);
        assertThat(plan.of(RecordType.PERSON).stored()).isEqualTo(40);
    }

    @Test
    void sayWhichRowsCouldNotBeRead() {
        importing(district());

        var plan = changing(staging ->
                staging.refuse(new RowRefusal(RecordType.PERSON, "users, page 1, row 1", "s1", "role", "is missing")));

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.warnings())
                .filteredOn(warning -> warning.code().equals("KEPT_AS_BEFORE"))
                .extracting(Warning::count)
                .containsExactly(1L);
    }

    @Test
    void keepABirthDateThatTheyDoNotMention() {
        importing(district());

        changing(staging -> staging.add(List.of(named("s1", "New"))));

        assertThat(store.rows(RecordType.DEMOGRAPHICS)).containsOnlyKeys("s1", "s2");
    }

    @Test
    void linkNobodyToWhoIsStoredAsSomethingElse() {
        try (var staging = open()) {
            onlyChanges(staging);
            staging.add(List.of(Rows.student("s1", "t", "p")));
            staging.addStored(List.of(stored("t", PersonRole.TEACHER), stored("p", PersonRole.PARENT)));
            staging.plan();
            assertThat(changed(staging))
                    .singleElement()
                    .satisfies(row ->
                            assertThat(Rows.person(row).getAgentSourceIds()).containsExactly("p"));
        }
    }

    @Test
    void leaveWhoMayBeSomebodyElseToAWholeRoster() {
        importing(List.of(named("s1", "Bart"), Rows.birthDate("s1", ONE_DAY), Rows.student("s2")));

        var plan =
                changing(staging -> staging.add(List.of(named("s1", "Milhouse"), Rows.birthDate("s1", ANOTHER_DAY))));

        assertThat(plan.isEmpty()).isTrue();
        assertThat(store.quarantined()).isEmpty();
        assertThat(plan.warnings()).extracting(Warning::code).contains("LEFT_TO_A_FULL_IMPORT");

        importing(List.of(named("s1", "Milhouse"), Rows.birthDate("s1", ANOTHER_DAY), Rows.student("s2")));
        assertThat(store.quarantined()).containsExactly("s1");
    }

    @Test
    void putWhoMayBeSomebodyElseInQuarantineWhereAnotherRowIsAsItWas() {
        importing(List.of(named("s1", "Bart"), Rows.birthDate("s1", ONE_DAY), Rows.student("s2")));

        changing(staging ->
                staging.add(List.of(named("s1", "Milhouse"), Rows.birthDate("s1", ANOTHER_DAY), Rows.student("s2"))));

        assertThat(store.quarantined()).containsExactly("s1");
        assertThat(store.rows(RecordType.PERSON)).containsEntry("s1", named("s1", "Bart"));
    }

    @Test
    void bringNoBirthDateToWhoIsInQuarantine() {
        importing(List.of(named("s1", "Bart"), Rows.birthDate("s1", ONE_DAY), Rows.student("s2")));
        importing(List.of(named("s1", "Milhouse"), Rows.birthDate("s1", ANOTHER_DAY), Rows.student("s2")));

        changing(staging -> staging.add(List.of(Rows.birthDate("s1", ANOTHER_DAY))));

        assertThat(store.quarantined()).containsExactly("s1");
        assertThat(store.rows(RecordType.DEMOGRAPHICS)).containsEntry("s1", Rows.birthDate("s1", ONE_DAY));
    }

    private static List<RosterRow> district() {
        return List.of(
                Rows.school("school"),
                Rows.section("math"),
                Rows.student("s1", "p"),
                Rows.student("s2"),
                Rows.teacher("t"),
                Rows.parent("p"),
                Rows.birthDate("s1"),
                Rows.birthDate("s2"),
                Rows.enrollment("e1", "math", "t", EnrollmentRole.TEACHER),
                Rows.enrollment("e2", "math", "s2", EnrollmentRole.STUDENT));
    }

    private static RosterRow named(String id, String givenName) {
        return Rows.person(id, person -> person.setGivenName(givenName));
    }

    private static StoredEntry stored(String id, PersonRole role) {
        return new StoredEntry(RecordType.PERSON, id, new byte[16], List.of("school"), List.of(role), null);
    }

    private static List<RosterRow> changed(Staging staging) {
        var rows = new ArrayList<RosterRow>();
        staging.changes(
                10,
                batch -> batch.forEach(change -> {
                    if (change.row() != null) {
                        rows.add(change.row());
                    }
                }));
        return rows;
    }

    private Plan importing(List<RosterRow> rows) {
        try (var staging = open()) {
            staging.add(rows);
            return planned(staging);
        }
    }

    private Plan changing(Consumer<Staging> changes) {
        try (var staging = open()) {
            onlyChanges(staging);
            changes.accept(staging);
            return planned(staging);
        }
    }

    private Plan planned(Staging staging) {
        staging.addStored(store.entries(HASH));
        var plan = staging.plan();
        store.apply(staging);
        return plan;
    }

    private static void onlyChanges(Staging staging) {
        Comparison.TYPES.forEach(staging::onlyChanges);
    }

    private Staging open() {
        return Staging.open(directory, HASH, new BusinessId("springfield"));
    }

    private void assertReceiptAgrees(Plan plan) {
        Comparison.TYPES.forEach(
                type -> assertThat(store.digest(type)).isEqualTo(plan.of(type).sourceDigest()));
    }
}
