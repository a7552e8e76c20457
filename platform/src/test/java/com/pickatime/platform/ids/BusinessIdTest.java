package com.pickatime.platform.ids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BusinessIdTest {

    @Test
    void refusesABlankOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> new BusinessId(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "7", "elm-7", "elm-", "classlink-2222"})
    void takesWhatCanStandInAnAddress(String text) {
        assertThat(new BusinessId(text).mayBeGiven()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-elm", "Elm", "elm_7", "elm/7", "elm:7", "élm", "elm ", "elm\n"})
    void refusesEverythingElse(String text) {
        assertThat(new BusinessId(text).mayBeGiven()).isFalse();
    }

    @Test
    void takesAsManyCharactersAsAHostName() {
        assertThat(new BusinessId("e".repeat(63)).mayBeGiven()).isTrue();
        assertThat(new BusinessId("e".repeat(64)).mayBeGiven()).isFalse();
    }
}
