package com.pickatime.contacts.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void knowNeitherCaseNorMarks() {
        assertThat(Words.of("Zoë  ÅSA", null, " Núñez ")).containsExactly("zoe", "asa", "nunez");
    }

    @Test
    void areFoundByTheirLaterPartsToo() {
        assertThat(Words.of("Smith-Jones O'Brien", "van der Berg"))
                .containsExactly("smith-jones", "jones", "o'brien", "brien", "van", "der", "berg");
    }

    @Test
    void keepAnAddressWhole() {
        assertThat(Words.of("Marge.Simpson@Example.org")).containsExactly("marge.simpson@example.org");
    }
}
