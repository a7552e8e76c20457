package com.pickatime.imports.source.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.imports.plan.staging.OpenStaging;
import com.pickatime.imports.plan.staging.Rows;
import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.imports.source.FetchProgress;
import com.pickatime.imports.source.RosterIncompleteException;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.crypto.Keysets;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@ParameterizedClass
@MethodSource("stores")
class SnapshotsTest {

    private static final BusinessId SPRINGFIELD = new BusinessId("springfield");
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Keysets keysets = Keysets.generate();
    private final MovableClock clock = new MovableClock();
    private final MongoDatabase database;
    private final Snapshots snapshots;

    @TempDir
    Path directory;

    SnapshotsTest(TestStore store) {
        database = TestDatabases.on(store);
        snapshots = KeptSnapshots.in(database, keysets, clock, new SnapshotSettings(Duration.ofDays(90), 3));
    }

    static Stream<TestStore> stores() {
        return TestStore.all();
    }

    @Test
    void keepsAgainOnlyTheBucketsInWhichSomethingChanged() {
        keep("first", 1, people(2_000, "Given"));
        long all = count("roster_buckets");
        assertThat(all).isBetween(8L, 32L);

        var changed = new ArrayList<>(people(2_000, "Given"));
        changed.set(7, Rows.person("p7", person -> person.setGivenName("Another")));
        keep("second", 2, changed);

        assertThat(count("roster_buckets")).isEqualTo(all + 1);
        assertThat(people("first")).hasSize(2_000).doesNotContain(changed.get(7));
        assertThat(people("second")).hasSize(2_000).contains(changed.get(7));
    }

    @Test
    void keepsNothingThatCanBeRead() {
        keep("first", 1, List.of(Rows.person("p-secret", person -> person.setGivenName("Bartholomew"))));

        for (var collection : List.of("roster_snapshots", "roster_snapshot_parts", "roster_buckets")) {
            assertThat(documents(collection).toString()).doesNotContain("Bartholomew", "p-secret");
        }
    }

    @Test
    void letsGoOfWhatIsOneTooMany() {
        for (int i = 1; i <= 5; i++) {
            keep("import-" + i, i, people(10, "Given " + i));
        }

        assertThat(ids("roster_snapshots")).containsExactlyInAnyOrder("import-3", "import-4", "import-5");
        assertThat(count("roster_buckets")).isEqualTo(3);
        assertThat(people("import-3")).hasSize(10);
        StepVerifier.create(copy("import-2"))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                RosterIncompleteException.class,
                                gone -> assertThat(gone.code()).isEqualTo("SNAPSHOT_GONE")))
                .verify(LIMIT);
    }

    @Test
    void letsGoOfWhatIsTooOldButNeverOfTheNewest() {
        keep("old", 1, people(10, "Old"));
        clock.advance(Duration.ofDays(100));
        keep("new", 2, people(10, "New"));

        assertThat(ids("roster_snapshots")).containsExactly("new");
        assertThat(count("roster_buckets")).isEqualTo(1);

        clock.advance(Duration.ofDays(100));
        keep("newest", 3, people(10, "New"));
        assertThat(people("newest")).hasSize(10);
    }

    @Test
    void keepsWhatAnotherOneStillHas() {
        keep("one", 1, people(10, "Same"));
        keep("two", 2, people(10, "Other"));
        keep("three", 3, people(10, "Same"));
        keep("four", 4, people(10, "Third"));

        assertThat(ids("roster_snapshots")).containsExactlyInAnyOrder("two", "three", "four");
        assertThat(people("three")).hasSize(10);
    }

    @Test
    void clearsAwayWhatAnAttemptLeftThatWasCutOff() {
        keep("cut-off", 1, people(10, "Lost"));
        Mono.from(database.getCollection("roster_snapshots").deleteOne(new Document("_id", "cut-off")))
                .block(LIMIT);

        keep("whole", 2, people(10, "Kept"));

        assertThat(count("roster_buckets")).isEqualTo(1);
        assertThat(people("whole")).hasSize(10);
    }

    @Test
    void dealsARosterOutAnewThatBecameMuchLarger() {
        keep("small", 1, people(10, "Given"));
        keep("large", 2, people(3_000, "Given"));

        assertThat(people("small")).hasSize(10);
        assertThat(people("large")).hasSize(3_000);
    }

    private static List<RosterRow> people(int number, String givenName) {
        return IntStream.range(0, number)
                .mapToObj(i -> Rows.person("p" + i, person -> person.setGivenName(givenName)))
                .toList();
    }

    private void keep(String importId, long revision, List<RosterRow> roster) {
        try (var staging = Staging.open(directory, keysets.keyedHash(), SPRINGFIELD)) {
            staging.add(roster);
            staging.plan();
            snapshots
                    .keep(SPRINGFIELD, new ImportId(importId), revision, staging, revision == 1)
                    .block(LIMIT);
        }
    }

    private List<RosterRow> people(String importId) {
        return Objects.requireNonNull(copy(importId).block(LIMIT));
    }

    private Mono<List<RosterRow>> copy(String importId) {
        return Mono.using(
                () -> Staging.open(directory, keysets.keyedHash(), SPRINGFIELD),
                staging -> snapshots
                        .open(SPRINGFIELD, new ImportId(importId), null)
                        .copyInto(staging, FetchProgress.NONE)
                        .map(report -> OpenStaging.rows(staging, RecordType.PERSON)),
                Staging::close);
    }

    private long count(String collection) {
        return documents(collection).size();
    }

    private List<String> ids(String collection) {
        return documents(collection).stream()
                .map(document -> document.getString("_id"))
                .toList();
    }

    private List<Document> documents(String collection) {
        return Objects.requireNonNull(
                Flux.from(database.getCollection(collection).find())
                        .collectList()
                        .block(LIMIT));
    }
}
