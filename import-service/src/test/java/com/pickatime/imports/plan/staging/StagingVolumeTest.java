package com.pickatime.imports.plan.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.pickatime.events.EnrollmentRole;
import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.RosterChoice;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.imports.plan.roster.StoredEntry;
import com.pickatime.imports.plan.roster.Warning;
import com.pickatime.imports.plan.staging.result.Change;
import com.pickatime.platform.crypto.KeyedHash;
import com.pickatime.platform.crypto.Keysets;
import com.pickatime.platform.ids.BusinessId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A roster the size of a district: 10 classes, 20 students, 20 parents and 50 enrollments for every 100 rows. */
class StagingVolumeTest {

    private static final KeyedHash HASH = Keysets.generate().keyedHash();
    private static final int BATCH = 5_000;

    @TempDir
    Path directory;

    @Test
    void plansAndPlansAgainWithoutAChange() {
        planTwice(200);
    }

    @Test
    @Tag("slow")
    void plansHalfAMillionRowsInTwentySeconds() {
        var began = Instant.now();

        planTwice(5_000);

        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(2 * 20));
    }

    @Test
    @Tag("slow")
    void plansTheRosterOfAMillionPeopleInTheMemoryThatTheServiceGivesIt() {
        planTwice(25_000);
    }

    @Test
    void leavesOutWhatWasNotChosen() {
        leaveOutHalf(200);
    }

    @Test
    @Tag("slow")
    void leavesOutAMillionPeopleOfTwoInTheMemoryThatTheServiceGivesIt() {
        leaveOutHalf(25_000);
    }

    /** Of two schools with as many people each, one is chosen. */
    private void leaveOutHalf(int hundreds) {
        try (var staging = Staging.open(directory, HASH, new BusinessId("springfield"))) {
            staging.choose(new RosterChoice(
                    List.of("school"),
                    List.of(),
                    List.of(PersonRole.STUDENT, PersonRole.PARENT),
                    List.of(),
                    List.of(),
                    false));
            add(staging, hundreds);
            batches(20 * hundreds, i -> elsewhere("student-" + i, PersonRole.STUDENT, "parent-" + i), staging::add);
            batches(20 * hundreds, i -> elsewhere("parent-" + i, PersonRole.PARENT), staging::add);
            batches(10 * hundreds, i -> Rows.section("other-class-" + i, "other"), staging::add);
            batches(50 * hundreds, i -> enrollment("other-", i, hundreds), staging::add);

            assertThat(staging.plan().of(RecordType.PERSON).added()).isEqualTo(40L * hundreds);
            assertThat(staging.plan().of(RecordType.ENROLLMENT).added()).isEqualTo(50L * hundreds);
            assertThat(staging.plan().facts().relationships()).isEqualTo(20L * hundreds);
            assertThat(staging.plan().warnings())
                    .extracting(Warning::code, Warning::count)
                    .contains(tuple("OUTSIDE_THE_CHOICE", 100L * hundreds));
        }
    }

    private static RosterRow elsewhere(String id, PersonRole role, String... agents) {
        return Rows.person(
                "other-" + id,
                person -> person.setRoles(List.of(role))
                        .setOrgSourceIds(List.of("other"))
                        .setAgentSourceIds(
                                Stream.of(agents).map(agent -> "other-" + agent).toList()));
    }

    private void planTwice(int hundreds) {
        var stored = new ArrayList<StoredEntry>();
        try (var staging = Staging.open(directory, HASH, new BusinessId("springfield"))) {
            add(staging, hundreds);
            var plan = staging.plan();
            staging.changes(BATCH, batch -> batch.forEach(change -> stored.add(entry(change))));

            assertThat(plan.changes()).isEqualTo(100L * hundreds).isEqualTo(stored.size());
            assertThat(plan.facts().relationships()).isEqualTo(20L * hundreds);
        }
        try (var staging = Staging.open(directory, HASH, new BusinessId("springfield"))) {
            add(staging, hundreds);
            batches(stored.size(), stored::get, staging::addStored);

            assertThat(staging.plan().isEmpty()).isTrue();
            assertThat(staging.plan().of(RecordType.PERSON).unchanged()).isEqualTo(40L * hundreds);
        }
    }

    private static void add(Staging staging, int hundreds) {
        batches(10 * hundreds, i -> Rows.section("class-" + i), staging::add);
        batches(20 * hundreds, i -> Rows.student("student-" + i, "parent-" + i), staging::add);
        batches(20 * hundreds, i -> Rows.parent("parent-" + i), staging::add);
        batches(50 * hundreds, i -> enrollment(i, hundreds), staging::add);
    }

    private static RosterRow enrollment(int i, int hundreds) {
        return enrollment("", i, hundreds);
    }

    /** @param whose before the IDs of those of another school */
    private static RosterRow enrollment(String whose, int i, int hundreds) {
        return Rows.enrollment(
                whose + "enrollment-" + i,
                whose + "class-" + i % (10 * hundreds),
                whose + "student-" + i % (20 * hundreds),
                EnrollmentRole.STUDENT);
    }

    private static StoredEntry entry(Change change) {
        var hash = change.hash();
        if (hash == null) {
            throw new AssertionError("nothing is removed from an empty store");
        }
        return new StoredEntry(change.type(), change.sourceId(), hash);
    }

    private static <T> void batches(int count, IntFunction<T> each, Consumer<List<T>> consumer) {
        for (int from = 0; from < count; from += BATCH) {
            var batch = new ArrayList<T>(BATCH);
            for (int i = from; i < Math.min(count, from + BATCH); i++) {
                batch.add(each.apply(i));
            }
            consumer.accept(batch);
        }
    }
}
