package com.pickatime.platform.ids;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BusinessIdsTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "7", "elm-7", "elm-", "classlink-2222"})
    void takesWhatCanStandInAnAddress(String text) {
        assertThat(BusinessIds.isOne(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-elm", "Elm", "elm_7", "elm/7", "elm:7", "élm", "elm ", "elm\n"})
    void refusesEverythingElse(String text) {
        assertThat(BusinessIds.isOne(text)).isFalse();
    }

    @Test
    void takesAsManyCharactersAsAHostName() {
        assertThat(BusinessIds.isOne("e".repeat(63))).isTrue();
        assertThat(BusinessIds.isOne("e".repeat(64))).isFalse();
    }
}
