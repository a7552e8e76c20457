package com.pickatime.imports.plan.staging;

import static com.pickatime.imports.plan.staging.Rows.birthDate;
import static com.pickatime.imports.plan.staging.Rows.enrollment;
import static com.pickatime.imports.plan.staging.Rows.parent;
import static com.pickatime.imports.plan.staging.Rows.school;
import static com.pickatime.imports.plan.staging.Rows.section;
import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.EnrollmentRole;
import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.imports.plan.roster.StoredEntry;
import com.pickatime.imports.plan.roster.Warning;
import com.pickatime.imports.plan.staging.result.Plan;
import com.pickatime.imports.plan.staging.result.TypePlan;
import com.pickatime.imports.run.PlanSummary;
import com.pickatime.imports.source.SourceType;
import com.pickatime.platform.crypto.KeyedHash;
import com.pickatime.platform.crypto.Keysets;
import com.pickatime.platform.ids.BusinessId;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plan makes of source IDs that may have been given to somebody else. */
class RecycledIdsTest {

    private static final KeyedHash HASH = Keysets.generate().keyedHash();
    private static final LocalDate BARTS = LocalDate.of(2012, 2, 23);
    private static final LocalDate MILHOUSES = LocalDate.of(2015, 7, 1);

    @TempDir
    Path directory;

    private final Store store = new Store();

    @Test
    void applyANewNameAlone() {
        importing(bart(), birthDate("s", BARTS));

        var plan = importing(student("s", "Bartholomew", "Bouvier"), birthDate("s", BARTS));

        assertApplied(plan, 1, 0);
    }

    @Test
    void applyANewBirthDateAlone() {
        importing(bart(), birthDate("s", BARTS));

        var plan = importing(bart(), birthDate("s", MILHOUSES));

        assertApplied(plan, 0, 1);
    }

    @Test
    void keepAsTheyAreStoredWhoseNameAndBirthDateBothChanged() {
        importing(bart(), birthDate("s", BARTS));

        var plan = importing(milhouse(), birthDate("s", MILHOUSES));

        assertThat(plan.of(RecordType.PERSON))
                .extracting(TypePlan::added, TypePlan::updated, TypePlan::removed, TypePlan::sourceCount)
                .containsExactly(0L, 1L, 0L, 2L);
        assertThat(plan.of(RecordType.DEMOGRAPHICS).changes()).isZero();
        assertThat(plan.changes()).isOne();
        assertThat(store.quarantined()).containsExactly("s");
        assertThat(store.rows(RecordType.PERSON)).containsEntry("s", bart());
        assertThat(store.rows(RecordType.DEMOGRAPHICS)).containsEntry("s", birthDate("s", BARTS));
        assertThat(plan.warnings())
                .filteredOn(warning -> warning.code().equals("RECYCLED_IDS"))
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.count()).isOne();
                    assertThat(warning.message())
                            .contains("quarantine", "Decide for each")
                            .doesNotContain("Milhouse", "Bart");
                });
        assertReceiptAgrees(plan);
    }

    @Test
    void markTheSamePeopleAgainAndChangeNothing() {
        importing(bart(), birthDate("s", BARTS));
        var first = importing(milhouse(), birthDate("s", MILHOUSES));

        var again = importing(milhouse(), birthDate("s", MILHOUSES));
        assertThat(PlanSummary.of(again, SourceType.FILE, List.of()))
                .isEqualTo(PlanSummary.of(first, SourceType.FILE, List.of()).carriedOut());
        var withoutBirthDate = importing(milhouse());
        var yetAnother = importing(student("s", "Nelson", "Muntz"), birthDate("s", LocalDate.of(2011, 1, 1)));

        assertThat(List.of(again, withoutBirthDate, yetAnother)).allSatisfy(plan -> {
            assertThat(plan.isEmpty()).isTrue();
            assertThat(plan.warnings()).extracting(Warning::code).contains("RECYCLED_IDS");
            assertReceiptAgrees(plan);
        });
        assertThat(store.quarantined()).containsExactly("s");
    }

    @Test
    void releaseWhoseRowsWentBackToWhatTheyWere() {
        importing(bart(), birthDate("s", BARTS));
        importing(milhouse(), birthDate("s", MILHOUSES));

        var plan = importing(bart(), birthDate("s", BARTS));

        assertThat(plan.changes()).isOne();
        assertThat(store.quarantined()).isEmpty();
        assertThat(plan.warnings()).extracting(Warning::code).doesNotContain("RECYCLED_IDS");
        assertReceiptAgrees(plan);
        assertThat(importing(bart(), birthDate("s", BARTS)).isEmpty()).isTrue();
    }

    @Test
    void releaseWhoHasOneOfBothBack() {
        importing(bart(), birthDate("s", BARTS));
        importing(milhouse(), birthDate("s", MILHOUSES));

        importing(milhouse(), birthDate("s", BARTS));

        assertThat(store.quarantined()).isEmpty();
        assertThat(store.rows(RecordType.PERSON)).containsEntry("s", milhouse());
    }

    @Test
    void applyANewNameWhereNoBirthDateTells() {
        importing(bart());
        assertApplied(importing(milhouse(), birthDate("s", MILHOUSES)), 1, 1);

        assertApplied(importing(bart()), 1, 0);
        assertThat(store.rows(RecordType.DEMOGRAPHICS)).containsEntry("s", birthDate("s", MILHOUSES));
    }

    @Test
    void takeAnotherWayOfWritingForTheSameName() {
        importing(student("s", "Zo\u00eb", "O'Brien"), birthDate("s", BARTS));

        var plan = importing(student("s", "zoe\u0308 ", "O'BRIEN"), birthDate("s", MILHOUSES));

        assertApplied(plan, 1, 1);
    }

    @Test
    void keepWhomOthersClaimAndWhereTheyAreEnrolled() {
        importing(bart(), birthDate("s", BARTS), parent("p", "s"), section("c"), enrolled());

        var plan = importing(milhouse(), birthDate("s", MILHOUSES), parent("p", "s"), section("c"), enrolled());

        assertThat(plan.changes()).isOne();
        assertThat(plan.of(RecordType.ENROLLMENT).refused()).isZero();
        assertReceiptAgrees(plan);
    }

    @Test
    void removeWhomTheRosterHasNoLonger() {
        importing(bart(), birthDate("s", BARTS));
        importing(milhouse(), birthDate("s", MILHOUSES));

        var plan = importing();

        assertThat(plan.of(RecordType.PERSON).removed()).isOne();
        assertThat(store.rows(RecordType.PERSON)).doesNotContainKey("s");
    }

    @Test
    void storeNothingOfWhoComesWithTheSourceIdOfSomebodyWhoLeft() {
        importing(bart(), birthDate("s", BARTS), section("c"), enrolled());
        importing(section("c"));

        var plan = importing(milhouse(), birthDate("s", MILHOUSES), section("c"), enrolled());

        assertThat(plan.changes()).isOne();
        assertThat(store.quarantined()).containsExactly("s");
        assertThat(store.rows(RecordType.PERSON)).doesNotContainKey("s");
        assertThat(store.rows(RecordType.DEMOGRAPHICS)).isEmpty();
        assertThat(plan.of(RecordType.PERSON))
                .extracting(TypePlan::added, TypePlan::updated, TypePlan::unchanged, TypePlan::sourceCount)
                .containsExactly(0L, 1L, 1L, 1L);
        assertThat(plan.of(RecordType.ENROLLMENT).refused()).isZero();
        assertThat(plan.warnings()).extracting(Warning::code).contains("RECYCLED_IDS");
        assertReceiptAgrees(plan);
        assertThat(importing(milhouse(), birthDate("s", MILHOUSES), section("c"), enrolled())
                        .isEmpty())
                .isTrue();
    }

    @Test
    void takeWhoComesBack() {
        importing(bart(), birthDate("s", BARTS));
        importing();

        var plan = importing(student("s", "Bartholomew", "Bouvier"), birthDate("s", BARTS));

        assertThat(plan.of(RecordType.PERSON).added()).isOne();
        assertThat(store.quarantined()).isEmpty();
        assertReceiptAgrees(plan);
    }

    @Test
    void releaseWhoComesBackAfterSomebodyElseHadComeInstead() {
        importing(bart(), birthDate("s", BARTS));
        importing();
        importing(milhouse(), birthDate("s", MILHOUSES));

        var plan = importing(bart(), birthDate("s", BARTS));

        assertThat(store.quarantined()).isEmpty();
        assertThat(store.rows(RecordType.PERSON)).containsEntry("s", bart());
        assertThat(plan.of(RecordType.PERSON))
                .extracting(TypePlan::updated, TypePlan::unchanged, TypePlan::sourceCount)
                .containsExactly(1L, 1L, 2L);
        assertReceiptAgrees(plan);
    }

    @Test
    void markNobodyAgainWhoWasRemovedInQuarantine() {
        importing(bart(), birthDate("s", BARTS));
        importing(milhouse(), birthDate("s", MILHOUSES));
        importing();

        var plan = importing(milhouse(), birthDate("s", MILHOUSES));

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.warnings()).extracting(Warning::code).contains("RECYCLED_IDS");
        assertThat(store.rows(RecordType.PERSON)).doesNotContainKey("s");
    }

    @Test
    void believeWhoSaidThatItIsTheSamePerson() {
        importing(bart(), birthDate("s", BARTS));
        importing(milhouse(), birthDate("s", MILHOUSES));
        store.quarantined().clear();

        var plan = planned(
                store.entries(HASH).stream()
                        .map(entry -> entry.type() == RecordType.PERSON ? withoutIdentity(entry) : entry)
                        .toList(),
                milhouse(),
                birthDate("s", MILHOUSES));

        assertApplied(plan, 1, 1);
    }

    @Test
    void letNobodyGoWhomNobodyCanTell() {
        importing(bart(), birthDate("s", BARTS));
        importing(milhouse(), birthDate("s", MILHOUSES));
        var untold = store.entries(HASH).stream()
                .map(entry -> entry.sourceId().equals("s") && entry.type() == RecordType.PERSON
                        ? withoutIdentity(entry)
                        : entry)
                .toList();

        var plan = planned(untold, bart(), birthDate("s", BARTS));

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.warnings()).extracting(Warning::code).contains("RECYCLED_IDS");
    }

    @Test
    void markEverybodyWhereADistrictNumberedItsStudentsAnew() {
        importing(numbered(0));

        var plan = importing(numbered(1));

        assertThat(store.quarantined()).hasSize(40);
        assertThat(plan.changes()).isEqualTo(40);
        assertReceiptAgrees(plan);
    }

    @Test
    void markNobodyWhereTheKeyOfTheHashesIsNew() {
        importing(bart(), birthDate("s", BARTS));
        var underAnotherKey = new Store();
        try (var staging = Staging.open(directory, Keysets.generate().keyedHash(), new BusinessId("springfield"))) {
            staging.add(rows(bart(), birthDate("s", BARTS)));
            staging.plan();
            underAnotherKey.apply(staging);
        }

        var plan =
                planned(underAnotherKey.entries(Keysets.generate().keyedHash()), milhouse(), birthDate("s", MILHOUSES));

        assertApplied(plan, 2, 1);
    }

    private static RosterRow[] numbered(int shift) {
        return IntStream.range(0, 40)
                .boxed()
                .flatMap(i -> Stream.of(
                        student("s" + i, "Given " + (i + shift), "Family"),
                        birthDate("s" + i, BARTS.plusDays(i + shift))))
                .toArray(RosterRow[]::new);
    }

    private static RosterRow bart() {
        return student("s", "Bart", "Simpson");
    }

    private static RosterRow milhouse() {
        return student("s", "Milhouse", "Van Houten");
    }

    private static RosterRow student(String id, String given, String family) {
        return Rows.person(id, person -> person.setGivenName(given).setFamilyName(family));
    }

    private static RosterRow enrolled() {
        return enrollment("e", "c", "s", EnrollmentRole.STUDENT);
    }

    @SuppressWarnings("NullAway") // does not read from a class file that an array may be null
    private static StoredEntry withoutIdentity(StoredEntry entry) {
        return new StoredEntry(
                entry.type(),
                entry.sourceId(),
                entry.hash(),
                entry.orgSourceIds(),
                entry.roles(),
                entry.orgName(),
                null,
                entry.quarantined(),
                entry.gone());
    }

    private void assertApplied(Plan plan, long people, long birthDates) {
        assertThat(plan.of(RecordType.PERSON).updated()).isEqualTo(people);
        assertThat(plan.of(RecordType.DEMOGRAPHICS).changes()).isEqualTo(birthDates);
        assertThat(plan.warnings()).extracting(Warning::code).doesNotContain("RECYCLED_IDS");
        assertThat(store.quarantined()).isEmpty();
    }

    private void assertReceiptAgrees(Plan plan) {
        for (var type : plan.types().keySet()) {
            assertThat(plan.of(type).sourceCount()).isEqualTo(store.rows(type).size());
            assertThat(plan.of(type).sourceDigest()).isEqualTo(store.digest(type));
        }
    }

    /** With a school and a teacher who never change. */
    private static List<RosterRow> rows(RosterRow... rows) {
        var all = new ArrayList<RosterRow>(List.of(school("school"), Rows.teacher("t")));
        all.addAll(List.of(rows));
        return all;
    }

    private Plan planned(List<StoredEntry> stored, RosterRow... rows) {
        try (var staging = Staging.open(directory, HASH, new BusinessId("springfield"))) {
            staging.add(rows(rows));
            staging.addStored(stored);
            return staging.plan();
        }
    }

    /** The plan, carried out. */
    private Plan importing(RosterRow... rows) {
        try (var staging = Staging.open(directory, HASH, new BusinessId("springfield"))) {
            staging.add(rows(rows));
            staging.addStored(store.entries(HASH));
            var plan = staging.plan();
            store.apply(staging);
            return plan;
        }
    }
}
