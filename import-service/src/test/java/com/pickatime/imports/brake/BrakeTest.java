package com.pickatime.imports.brake;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.RecordType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrakeTest {

    private final Brake brake = new Brake(new BrakeSettings(10, 20));

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
    void letsThroughWhatASchoolLosesByItself(long held, long removed) {
        assertThat(brake.reasons(Plans.of(RecordType.ENROLLMENT, held, removed, 0)))
                .isEmpty();
    }

    @ParameterizedTest(name = "{1} of {0}")
    @CsvSource({"1000, 101", "200, 21", "25, 21"})
    void stopsWhatIsManyAndALargePart(long held, long removed) {
        assertThat(brake.reasons(Plans.of(RecordType.PERSON, held, removed, 0))).hasSize(1);
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
}
