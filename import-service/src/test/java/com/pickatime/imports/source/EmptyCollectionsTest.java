package com.pickatime.imports.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.Plans;
import com.pickatime.imports.plan.roster.StoredEntry;
import com.pickatime.imports.plan.roster.StoredTotals;
import com.pickatime.imports.plan.roster.Warning;
import com.pickatime.imports.plan.staging.result.Plan;
import com.pickatime.imports.plan.staging.result.TypePlan;
import com.pickatime.schemas.digest.RosterDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmptyCollectionsTest {

    private static final StoredTotals NOTHING = new StoredTotals();
    private static final Plan NO_PLAN = Plans.of(RecordType.PERSON, 0, 0, 0);

    @Test
    void saysNothingAboutAWholeRoster() {
        assertThat(EmptyCollections.check(reportWithout(), NOTHING, NO_PLAN)).isEmpty();
    }

    @Test
    void warnsAboutWhatAFirstImportLacks() {
        assertThat(EmptyCollections.check(reportWithout(RecordType.CLASS, RecordType.ENROLLMENT), NOTHING, NO_PLAN))
                .extracting(Warning::code)
                .containsExactly("EMPTY_COLLECTION", "EMPTY_COLLECTION");
    }

    @Test
    void refusesARosterWithoutPeople() {
        assertThatExceptionOfType(RosterIncompleteException.class)
                .isThrownBy(() -> EmptyCollections.check(reportWithout(RecordType.PERSON), NOTHING, NO_PLAN))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("EMPTY_ROSTER"));
    }

    @Test
    void doesNotMindMissingBirthDatesAndTerms() {
        assertThat(EmptyCollections.check(
                        reportWithout(RecordType.DEMOGRAPHICS, RecordType.ACADEMIC_SESSION, RecordType.COURSE),
                        NOTHING,
                        NO_PLAN))
                .isEmpty();
    }

    @Test
    void saysThatEverybodyWasRefusedAndWhy() {
        var refused = new Plan(
                Map.of(RecordType.PERSON, new TypePlan(0, 0, 0, 0, 12, 0, RosterDigest.EMPTY)),
                List.of(),
                NO_PLAN.facts(),
                RosterDigest.EMPTY,
                List.of(new Warning("REFUSED_ROWS", 12, "Most often: role of people is missing.")));

        assertThatExceptionOfType(RosterIncompleteException.class)
                .isThrownBy(() -> EmptyCollections.check(reportWithout(RecordType.PERSON), NOTHING, refused))
                .withMessageContaining("all 12 rows of people were refused")
                .withMessageContaining("role of people is missing")
                .satisfies(failure -> assertThat(failure.code()).isEqualTo("EVERYBODY_REFUSED"));
    }

    @Test
    void saysThatEverybodyIsInactive() {
        var none = reportWithout(RecordType.PERSON, RecordType.CLASS);
        var report = new SourceReport(
                none.source(),
                none.rows(),
                Map.of(RecordType.PERSON, 12L, RecordType.CLASS, 3L),
                List.of(),
                true,
                false,
                null);
        var stored = new StoredTotals();
        stored.add(List.of(new StoredEntry(RecordType.PERSON, "student", new byte[16])));

        assertThatExceptionOfType(RosterIncompleteException.class)
                .isThrownBy(() -> EmptyCollections.check(report, NOTHING, NO_PLAN))
                .withMessageContaining("all 12 rows of people have the status inactive or tobedeleted")
                .satisfies(failure -> assertThat(failure.code()).isEqualTo("EVERYBODY_INACTIVE"));
        assertThat(EmptyCollections.check(report, stored, NO_PLAN))
                .singleElement()
                .extracting(Warning::message)
                .isEqualTo("All 3 rows of classes have the status inactive or tobedeleted, and count as gone.");
    }

    @Test
    void saysThatAllClassesOfAFirstImportWereRefused() {
        var refused = new Plan(
                Map.of(RecordType.CLASS, new TypePlan(0, 0, 0, 0, 1_200, 0, RosterDigest.EMPTY)),
                List.of(),
                NO_PLAN.facts(),
                RosterDigest.EMPTY,
                List.of());

        assertThat(EmptyCollections.check(reportWithout(RecordType.CLASS), NOTHING, refused))
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.code()).isEqualTo("EMPTY_COLLECTION");
                    assertThat(warning.message())
                            .isEqualTo("All 1,200 rows of classes were refused. The refusals of this import say why.");
                });
    }

    @Test
    void mindsNothingThatChangesDoNotMention() {
        var stored = new StoredTotals();
        stored.add(List.of(new StoredEntry(RecordType.CLASS, "math", new byte[16])));

        assertThat(EmptyCollections.check(changes(SourceType.CLASSLINK_PROXY), stored, NO_PLAN))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"CLASSLINK_DIRECT, Ask for a full import", "FILE, Export all files as bulk"})
    void refusesChangesOfNothing(SourceType source, String whatToDo) {
        assertThatExceptionOfType(RosterIncompleteException.class)
                .isThrownBy(() -> EmptyCollections.check(changes(source), NOTHING, NO_PLAN))
                .withMessageContaining(whatToDo)
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("NOTHING_TO_CHANGE"));
    }

    private static SourceReport changes(SourceType source) {
        return new SourceReport(source, Map.of(), List.of(), true, true);
    }

    @Test
    void speaksOfClassLinkToClassLinkOnly() {
        var whole = reportWithout(RecordType.CLASS);
        var ofFile = new SourceReport(SourceType.FILE, whole.rows(), List.of(), true);

        assertThat(EmptyCollections.check(whole, NOTHING, NO_PLAN).get(0).message())
                .contains("ClassLink");
        assertThat(EmptyCollections.check(ofFile, NOTHING, NO_PLAN).get(0).message())
                .doesNotContain("ClassLink")
                .contains("upload");
    }

    private static SourceReport reportWithout(RecordType... empty) {
        var rows = new HashMap<RecordType, Long>();
        for (var type : RecordType.values()) {
            rows.put(type, List.of(empty).contains(type) ? 0L : 1L);
        }
        return new SourceReport(SourceType.CLASSLINK_PROXY, rows, List.of(), true);
    }
}
