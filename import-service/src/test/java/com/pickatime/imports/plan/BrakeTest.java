package com.pickatime.imports.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.staging.result.PartPlan;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrakeTest {

    private final Brake brake = new Brake(new BrakeLimits(10, 20, 50, 75, 100));

    @ParameterizedTest(name = "{1} of {0}")
    @CsvSource({
        // neither many nor a large part
        "1000, 0",
        "1000, 20",
        // many, but not a large part
        "1000, 100",
        // a large part, but not many
        "30, 20",
        "100, 20"
    })
    void letsThroughWhatASchoolLosesByItself(long stored, long removed) {
        assertThat(brake.reasons(Plans.of(RecordType.ENROLLMENT, stored, removed, 0)))
                .isEmpty();
    }

    @ParameterizedTest(name = "{1} of {0}")
    @CsvSource({"1000, 101", "200, 21", "25, 21"})
    void stopsWhatIsManyAndALargePart(long stored, long removed) {
        assertThat(brake.reasons(Plans.of(RecordType.PERSON, stored, removed, 0)))
                .hasSize(1);
    }

    @Test
    void isNotDeceivedByAdditions() {
        assertThat(brake.reasons(Plans.of(RecordType.PERSON, 1_000, 900, 5_000)))
                .hasSize(1);
    }

    @Test
    void stopsACollectionThatIsEmptyNow() {
        assertThat(brake.reasons(Plans.of(RecordType.CLASS, 3, 3, 0)))
                .containsExactly("The roster has no classes any more, and pickAtime holds 3.");
    }

    @Test
    void letsThroughWhatWasEmptyBefore() {
        assertThat(brake.reasons(Plans.of(RecordType.CLASS, 0, 0, 0))).isEmpty();
    }

    @Test
    void saysHowManyOfHowMany() {
        assertThat(brake.reasons(Plans.of(RecordType.ENROLLMENT, 4_120, 1_204, 0)))
                .containsExactly(
                        "1,204 of 4,120 enrollments would be removed (29 %); up to 10 % is done without asking.");
    }

    @Test
    void namesASchoolAndTheRoleThatItLoses() {
        assertThat(reasons(
                        new PartPlan(RecordType.PERSON, "Hillcrest Elementary", null, 400, 312, 0, 88),
                        new PartPlan(RecordType.PERSON, "Hillcrest Elementary", PersonRole.STUDENT, 318, 312, 0, 6)))
                .containsExactly("Hillcrest Elementary: 312 of 318 students would be removed (98 %); up to 10 % is done"
                        + " without asking.");
    }

    @Test
    void namesARoleThatTheDistrictLoses() {
        assertThat(reasons(new PartPlan(RecordType.PERSON, null, PersonRole.TEACHER, 300, 150, 0, 150)))
                .containsExactly("150 of 300 teachers would be removed (50 %); up to 10 % is done without asking.");
        assertThat(reasons(new PartPlan(RecordType.PERSON, null, PersonRole.TEACHER, 3, 3, 0, 0)))
                .containsExactly("The roster has no teachers any more, and pickAtime holds 3.");
        assertThat(reasons(new PartPlan(RecordType.ENROLLMENT, null, PersonRole.TEACHER, 3_000, 3_000, 0, 0)))
                .containsExactly("The roster has no enrollments of teachers any more, and pickAtime holds 3,000.");
    }

    @Test
    void stopsASchoolThatLosesEverybodyAndTellsItOnce() {
        assertThat(reasons(
                        new PartPlan(RecordType.ENROLLMENT, "Hillcrest Elementary", null, 1_000, 1_000, 0, 0),
                        new PartPlan(RecordType.PERSON, "Hillcrest Elementary", null, 318, 0, 0, 0),
                        new PartPlan(RecordType.PERSON, "Hillcrest Elementary", PersonRole.STUDENT, 300, 300, 0, 0),
                        new PartPlan(RecordType.CLASS, "Hillcrest Elementary", null, 30, 30, 0, 0)))
                .containsExactly("Hillcrest Elementary: none of its 318 people would be left.");
    }

    @Test
    void tellsOfARoleThatIsGoneOnceAndNotForEachSchool() {
        assertThat(reasons(
                        new PartPlan(RecordType.PERSON, null, PersonRole.TEACHER, 60, 60, 0, 0),
                        new PartPlan(RecordType.PERSON, "Oak Hill", PersonRole.TEACHER, 30, 30, 0, 0),
                        new PartPlan(RecordType.PERSON, "Hillcrest", PersonRole.STUDENT, 300, 90, 0, 210)))
                .containsExactly(
                        "The roster has no teachers any more, and pickAtime holds 60.",
                        "Hillcrest: 90 of 300 students would be removed (30 %); up to 10 % is done without asking.");
    }

    @Test
    void tellsOfARoleThatIsChangedOnceAndNotForEachSchool() {
        assertThat(reasons(
                        new PartPlan(RecordType.PERSON, null, PersonRole.STUDENT, 500, 0, 480, 500),
                        new PartPlan(RecordType.PERSON, "Oak Hill", PersonRole.STUDENT, 200, 0, 190, 200),
                        new PartPlan(RecordType.PERSON, "Oak Hill", PersonRole.PARENT, 200, 0, 190, 200)))
                .containsExactly(
                        "480 of 500 students would be changed (96 %); up to 75 % is done without asking.",
                        "Oak Hill: 190 of 200 parents would be changed (95 %); up to 75 % is done without asking.");
    }

    @ParameterizedTest(name = "{1} of {0}")
    @CsvSource({"18, 9", "6, 4", "3, 2", "1000, 100", "400, 21"})
    void letsThroughWhatAnySchoolLosesByItself(long stored, long removed) {
        assertThat(reasons(new PartPlan(
                        RecordType.PERSON, "Oak Hill", PersonRole.STUDENT, stored, removed, 0, stored - removed)))
                .isEmpty();
    }

    @ParameterizedTest(name = "{1} of {0}")
    @CsvSource({"18, 10", "8, 5", "21, 20", "5, 5", "200, 21"})
    void hasALimitOfItsOwnForASmallSchool(long stored, long removed) {
        assertThat(reasons(new PartPlan(
                        RecordType.PERSON, "Oak Hill", PersonRole.STUDENT, stored, removed, 0, stored - removed)))
                .hasSize(1);
    }

    @ParameterizedTest(name = "{1} of {0}")
    @CsvSource({"1000, 750", "130, 100", "100, 100"})
    void letsThroughWhatIsChangedByItself(long stored, long updated) {
        assertThat(brake.reasons(Plans.updating(RecordType.PERSON, stored, updated)))
                .isEmpty();
    }

    @Test
    void stopsWhatChangesNearlyEverybody() {
        assertThat(brake.reasons(Plans.updating(RecordType.PERSON, 1_000, 751)))
                .containsExactly("751 of 1,000 people would be changed (75 %); up to 75 % is done without asking.");
    }

    @Test
    void namesASchoolAndTheRoleThatAreChanged() {
        assertThat(reasons(
                        new PartPlan(RecordType.PERSON, "Hillcrest Elementary", null, 400, 0, 312, 400),
                        new PartPlan(RecordType.PERSON, "Hillcrest Elementary", PersonRole.STUDENT, 318, 0, 312, 318)))
                .containsExactly("Hillcrest Elementary: 312 of 318 students would be changed (98 %); up to 75 % is done"
                        + " without asking.");
    }

    @Test
    void tellsAsMuchAsAnybodyReads() {
        var parts = IntStream.range(0, 30)
                .mapToObj(i -> new PartPlan(RecordType.PERSON, "School " + i, null, 300, 300, 0, 0))
                .toArray(PartPlan[]::new);

        assertThat(reasons(parts)).hasSize(11).last().isEqualTo("The same holds for 20 more roles and schools.");
    }

    private List<String> reasons(PartPlan... parts) {
        return brake.reasons(Plans.ofParts(parts));
    }
}
