package com.pickatime.imports.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.RecordType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewPeopleTest {

    @ParameterizedTest
    @CsvSource({"1000, 100, false", "1000, 101, true", "100, 20, false", "100, 21, true", "1000, 0, false"})
    void areManyWhenTheyAreMoreThanATenthAndNoHandful(long stored, long added, boolean many) {
        assertThat(NewPeople.reasons(Plans.of(RecordType.PERSON, stored, 0, added), "Start a full import")
                        .isEmpty())
                .isNotEqualTo(many);
        assertThat(NewPeople.reasons(Plans.of(RecordType.ENROLLMENT, stored, 0, added), "Start a full import"))
                .isEmpty();
    }
}
