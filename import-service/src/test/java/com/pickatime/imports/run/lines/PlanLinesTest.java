package com.pickatime.imports.run.lines;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.events.RecordType;
import com.pickatime.imports.doubles.TestDatabase;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.imports.plan.roster.StoredEntry;
import com.pickatime.imports.plan.staging.Rows;
import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.imports.plan.staging.result.Change;
import com.pickatime.imports.plan.staging.result.Change.Kind;
import com.pickatime.imports.run.lines.PlanLine.FieldChange;
import com.pickatime.imports.run.queue.Queue;
import com.pickatime.imports.source.snapshot.KeptSnapshots;
import com.pickatime.imports.source.snapshot.Snapshots;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.platform.crypto.Keysets;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

class PlanLinesTest {

    private static final BusinessId SPRINGFIELD = new BusinessId("springfield");
    private static final ImportId FIRST = new ImportId("import-1");
    private static final ImportId SECOND = new ImportId("import-2");
    private static final PlanLines.Wanted ALL = new PlanLines.Wanted(null, null, null, "", "");
    private static final LocalDate BORN = LocalDate.of(2012, 12, 30);

    private final Keysets keysets = Keysets.generate();
    private final MovableClock clock = new MovableClock();
    private final MongoDatabase database = TestDatabases.embedded();
    private final Snapshots snapshots = KeptSnapshots.in(database, keysets, clock);
    private final PlanLines lines = new PlanLines(
            database, snapshots, keysets.fieldCipher(), new JsonMapper(), Queue.SETTINGS, Schedulers.boundedElastic());
    private final List<StoredEntry> stored = new ArrayList<>();

    @TempDir
    Path directory;

    @Test
    void tellWhatChangesOfAFieldAndBirthDatesToNobody() {
        imported(true, person("Sam"), Rows.birthDate("s", BORN));

        var found = changed(person("Samuel"), Rows.birthDate("s", BORN.plusYears(1)));

        assertThat(found)
                .filteredOn(line -> line.type() == RecordType.PERSON)
                .singleElement()
                .satisfies(line ->
                        assertThat(line.fields()).containsExactly(new FieldChange("givenName", "Sam", "Samuel")));
        assertThat(found)
                .filteredOn(line -> line.type() == RecordType.DEMOGRAPHICS)
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.kind()).isEqualTo(Kind.UPDATE);
                    assertThat(line.name()).isEqualTo("Samuel Family");
                    assertThat(line.fields()).containsExactly(new FieldChange("birthDate", null, null));
                });
        assertThat(new JsonMapper().writeValueAsString(found))
                .contains("Samuel")
                .doesNotContain("2012", "2013");
    }

    @Test
    void tellNoFieldsWhereWhatIsStoredIsNotKnownHere() {
        imported(false, person("Sam"));

        assertThat(changed(person("Samuel"))).singleElement().satisfies(line -> {
            assertThat(line.kind()).isEqualTo(Kind.UPDATE);
            assertThat(line.name()).isEqualTo("Samuel Family");
            assertThat(line.fields()).isNull();
        });
    }

    @Test
    void tellNoFieldsOfWhoComesOrGoes() {
        imported(true, person("Sam"));

        assertThat(changed(Rows.student("new"))).extracting(PlanLine::kind).containsExactly(Kind.REMOVE, Kind.ADD);
        assertThat(changed(Rows.student("new"))).extracting(PlanLine::fields).containsOnlyNulls();
    }

    @Test
    void haveFirstWhatGoesWhereNotAllOfThePlanFits() {
        imported(false, Rows.school("gone-1"), Rows.school("gone-2"));
        try (var staging = open()) {
            staging.add(
                    IntStream.range(0, 5).mapToObj(i -> Rows.school("new-" + i)).toList());
            staging.addStored(stored);
            staging.plan();

            assertThat(staging.list(3)).isEqualTo(3);
            assertThat(staging.listed(0, 10))
                    .extracting(listed -> listed.change().kind())
                    .containsExactly(Kind.REMOVE, Kind.REMOVE, Kind.ADD);
        }
        assertThat(PlanLines.MOST).isEqualTo(50_000);
    }

    @Test
    void areThereAsLongAsTheirRun() {
        TestDatabase.createIndexes(lines);
        imported(false, person("Sam"));
        changed(person("Samuel"));

        var kept = database.getCollection("plan_lines");
        assertThat(Flux.from(kept.find()).collectList().block(TestDatabase.LIMIT))
                .singleElement()
                .satisfies(chunk -> assertThat(chunk.getDate("at")).isEqualTo(Date.from(clock.instant())));
        assertThat(Flux.from(kept.listIndexes())
                        .filter(index -> new Document("at", 1).equals(index.get("key")))
                        .map(index ->
                                index.get("expireAfterSeconds", Number.class).longValue())
                        .collectList()
                        .block(TestDatabase.LIMIT))
                .containsExactly(Queue.SETTINGS.history().toSeconds());
    }

    private static RosterRow person(String givenName) {
        return Rows.person("s", any -> any.setGivenName(givenName));
    }

    /** An import of these rows, whose roster is kept or not. */
    private void imported(boolean kept, RosterRow... rows) {
        try (var staging = open()) {
            staging.add(List.of(rows));
            staging.plan();
            staging.changes(
                    100, batch -> batch.stream().map(PlanLinesTest::entry).forEach(stored::add));
            if (kept) {
                snapshots.keep(SPRINGFIELD, FIRST, 1, staging, true).block(TestDatabase.LIMIT);
            }
        }
    }

    private static StoredEntry entry(Change change) {
        return new StoredEntry(change.type(), change.sourceId(), Objects.requireNonNull(change.hash()));
    }

    /** What the lines of an import of these rows say, which comes after. */
    private List<PlanLine> changed(RosterRow... rows) {
        try (var staging = open()) {
            staging.add(List.of(rows));
            staging.addStored(stored);
            staging.plan();
            lines.keep(SPRINGFIELD, SECOND, 2, clock.instant(), staging).block(TestDatabase.LIMIT);
        }
        return Objects.requireNonNull(
                lines.find(SPRINGFIELD, SECOND, -1, ALL).collectList().block(TestDatabase.LIMIT));
    }

    private Staging open() {
        return Staging.open(directory, keysets.keyedHash(), SPRINGFIELD);
    }
}
