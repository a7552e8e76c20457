package com.pickatime.contacts.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SearchWordsTest {

    @Test
    void knowNeitherCaseNorMarks() {
        assertThat(SearchWords.of("Zoë  ÅSA", null, " Núñez ")).containsExactly("zoe", "asa", "nunez");
    }

    @Test
    void areFoundByTheirLaterPartsToo() {
        assertThat(SearchWords.of("Smith-Jones O'Brien", "van der Berg"))
                .containsExactly("smith-jones", "jones", "o'brien", "brien", "van", "der", "berg");
    }

    @Test
    void keepAnAddressWhole() {
        assertThat(SearchWords.of("Marge.Simpson@Example.org")).containsExactly("marge.simpson@example.org");
    }
}
