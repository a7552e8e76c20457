package com.pickatime.imports.plan.staging;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.EnrollmentRole;
import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.events.RosterClass;
import com.pickatime.events.RosterEnrollment;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.imports.plan.roster.RowRefusal;
import com.pickatime.imports.plan.staging.compare.Comparison;
import com.pickatime.imports.plan.staging.result.Plan;
import com.pickatime.imports.source.FetchProgress;
import com.pickatime.imports.source.snapshot.KeptSnapshots;
import com.pickatime.imports.source.snapshot.Snapshots;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.crypto.Keysets;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.schemas.digest.RosterDigest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever imports did, each can be taken back, and so can that. */
class UndoTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Keysets KEYSETS = Keysets.generate();
    private static final int IMPORTS = 3;
    private static final int UNDONE = 2;

    private static Snapshots snapshots;

    @TempDir
    Path directory;

    @BeforeAll
    static void keep() {
        snapshots = KeptSnapshots.in(
                TestDatabases.on(new TestStore("embedded", TestStore.embedded())), KEYSETS, new MovableClock());
    }

    static LongStream seeds() {
        return Long.getLong("roster.seed") == null
                ? LongStream.range(0, Integer.getInteger("roster.seeds", 2))
                : LongStream.of(Long.getLong("roster.seed"));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void putsBackWhatWasThereBeforeAnyImport(long seed) {
        var random = new Random(seed);
        var business = new BusinessId("undo-" + seed);
        var store = new Store();
        var before = new ArrayList<Map<RecordType, Map<String, RosterRow>>>();
        var digests = new ArrayList<Map<RecordType, RosterDigest>>();
        for (int i = 0; i < IMPORTS; i++) {
            before.add(rows(store));
            digests.add(digests(store));
            imported(business, i, store, StagingConvergenceTest.randomRoster(random), random);
        }
        for (int i = IMPORTS; i < IMPORTS + UNDONE; i++) {
            int undone = random.nextInt(IMPORTS);
            var now = rows(store);

            var plan = restored(business, i, store, undone == 0 ? null : undone - 1);

            assertThat(rows(store)).as("before import %d", undone).isEqualTo(before.get(undone));
            assertThat(digests(store)).isEqualTo(digests.get(undone));
            assertThat(plan.isEmpty()).isEqualTo(now.equals(before.get(undone)));
        }
    }

    @Test
    void putsOneSchoolBackAndLeavesTheOthersAsTheyAre() {
        var business = new BusinessId("one-school");
        var store = new Store();
        var schools = List.of("north", "south", "west");
        var district = new ArrayList<RosterRow>();
        schools.forEach(school -> district.addAll(school(school, 20)));
        imported(business, 0, store, district);
        var before = rows(store);
        var withoutNorth = new ArrayList<>(school("south", 22));
        withoutNorth.addAll(school("west", 20));

        imported(business, 1, store, withoutNorth);
        assertThat(store.rows(RecordType.PERSON)).hasSize(42 * 2);
        restored(business, 2, store, 0, "north");

        var expected = rows(store);
        before.forEach((type, rows) ->
                assertThat(expected.get(type)).as("%s of before", type).containsAllEntriesOf(rows));
        assertThat(store.rows(RecordType.PERSON)).hasSize((20 + 22 + 20) * 2).containsKeys("s-south-21", "p-south-21");
        assertThat(store.rows(RecordType.ENROLLMENT)).hasSize(62);
    }

    @Test
    void leavesInQuarantineWhoWaitsThereForADecision() {
        // as the store tells who its people are
        var business = new BusinessId("springfield");
        var store = new Store();
        var bart = Rows.person("1", person -> person.setGivenName("Bart"));
        var homer = Rows.person("1", person -> person.setGivenName("Homer").setFamilyName("Thompson"));
        var lisa = Rows.person("2", person -> person.setGivenName("Lisa"));
        var rest = List.of(
                bart,
                lisa,
                Rows.birthDate("1", LocalDate.of(2014, 4, 1)),
                Rows.birthDate("2", LocalDate.of(2016, 5, 9)));
        imported(business, 0, store, rest);
        imported(
                business,
                1,
                store,
                List.of(
                        homer,
                        lisa,
                        Rows.birthDate("1", LocalDate.of(2010, 8, 8)),
                        Rows.birthDate("2", LocalDate.of(2016, 5, 9))));
        assertThat(store.quarantined()).containsExactly("1");

        var plan = restored(business, 2, store, 0, null);

        assertThat(plan.isEmpty()).isTrue();
        assertThat(store.quarantined()).containsExactly("1");
    }

    private static List<RosterRow> school(String id, int students) {
        var rows = new ArrayList<RosterRow>();
        rows.add(Rows.school(id));
        rows.add(new RosterRow(
                RecordType.CLASS,
                "c-" + id,
                RosterClass.newBuilder().setTitle("Class").setSchoolSourceId(id).build()));
        for (int i = 0; i < students; i++) {
            var name = id + "-" + i;
            rows.add(Rows.person(
                    "s-" + name,
                    person -> person.setOrgSourceIds(List.of(id)).setAgentSourceIds(List.of("p-" + name))));
            rows.add(Rows.person("p-" + name, person -> person.setRoles(List.of(PersonRole.PARENT))));
            rows.add(Rows.birthDate("s-" + name, LocalDate.of(2014, 1, 1).plusDays(i)));
            rows.add(new RosterRow(
                    RecordType.ENROLLMENT,
                    "e-" + name,
                    new RosterEnrollment("c-" + id, "s-" + name, id, EnrollmentRole.STUDENT, false, null, null)));
        }
        return rows;
    }

    private void imported(BusinessId business, int number, Store store, List<RosterRow> roster) {
        try (var staging = Staging.open(directory, KEYSETS.keyedHash(), business)) {
            staging.add(roster);
            staging.addStored(store.entries(KEYSETS.keyedHash()));
            staging.plan();
            keep(business, number, staging);
            store.apply(staging);
        }
    }

    /** Some rows cannot be read, and some files are missing: what is stored of these stays, and is known all the same. */
    private void imported(BusinessId business, int number, Store store, List<RosterRow> roster, Random random) {
        try (var staging = Staging.open(directory, KEYSETS.keyedHash(), business)) {
            var readable = new ArrayList<RosterRow>();
            for (var row : roster) {
                if (random.nextInt(10) == 0) {
                    staging.refuse(new RowRefusal(row.type(), "line", row.sourceId(), "field", "cannot be read"));
                } else {
                    readable.add(row);
                }
            }
            staging.add(readable);
            if (random.nextInt(4) == 0) {
                staging.keepStored(RecordType.CLASS);
            }
            staging.addStored(store.entries());
            var plan = staging.plan();
            keep(business, number, staging);
            store.apply(staging);
            for (var type : Comparison.TYPES) {
                assertThat(plan.of(type).sourceDigest()).isEqualTo(store.digest(type));
            }
        }
    }

    private Plan restored(BusinessId business, int number, Store store, @Nullable Integer snapshot) {
        return restored(business, number, store, snapshot, null);
    }

    private Plan restored(
            BusinessId business, int number, Store store, @Nullable Integer snapshot, @Nullable String school) {
        try (var staging = Staging.open(directory, KEYSETS.keyedHash(), business)) {
            snapshots
                    .open(business, snapshot == null ? null : id(business, snapshot), school)
                    .copyInto(staging, FetchProgress.NONE)
                    .block(LIMIT);
            staging.addStored(school == null ? store.entries(KEYSETS.keyedHash()) : store.entriesWithParts());
            var plan = staging.plan();
            keep(business, number, staging);
            store.apply(staging);
            return plan;
        }
    }

    private void keep(BusinessId business, int number, Staging staging) {
        snapshots
                .keep(business, id(business, number), number + 1L, staging, number == 0)
                .block(LIMIT);
    }

    private static ImportId id(BusinessId business, int number) {
        return new ImportId(business + "-" + number);
    }

    private static Map<RecordType, Map<String, RosterRow>> rows(Store store) {
        var rows = new EnumMap<RecordType, Map<String, RosterRow>>(RecordType.class);
        Comparison.TYPES.forEach(type -> rows.put(type, store.rows(type)));
        return rows;
    }

    private static Map<RecordType, RosterDigest> digests(Store store) {
        var digests = new EnumMap<RecordType, RosterDigest>(RecordType.class);
        Comparison.TYPES.forEach(type -> digests.put(type, store.digest(type)));
        return digests;
    }
}
