package com.pickatime.imports.plan.staging;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.EnrollmentRole;
import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.imports.plan.roster.StoredEntry;
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
        planTwice(400);
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
        return Rows.enrollment(
                "enrollment-" + i,
                "class-" + i % (10 * hundreds),
                "student-" + i % (20 * hundreds),
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
