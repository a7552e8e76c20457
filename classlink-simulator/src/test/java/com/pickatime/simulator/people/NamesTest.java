package com.pickatime.simulator.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.simulator.layout.SeededRandom;
import com.pickatime.simulator.people.Names.Written;
import java.text.Normalizer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    private final Names names = new Names(new SeededRandom(7));

    @ParameterizedTest
    @ValueSource(strings = {"ñ", "'", "-", " ", "ễ"})
    void containWhatBreaksCarelessSoftware(String part) {
        assertThat(familyNames()).anyMatch(name -> name.text().contains(part));
    }

    @Test
    void includeOneInDecomposedForm() {
        assertThat(LongStream.range(0, 2000).mapToObj(names::given).map(Written::text))
                .anyMatch(name -> !Normalizer.isNormalized(name, Normalizer.Form.NFC));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {"Zoë, zoe", "O'Brien, o'brien", "Smith-Jones, smithjones", "de la Cruz, delacruz", "Nguyễn, nguyen"
            })
    void becomeMailboxes(String name, String mailbox) {
        assertThat(Written.of(name).mailbox()).isEqualTo(mailbox);
    }

    @Test
    void neverLeaveAMailboxEmpty() {
        assertThat(familyNames()).noneMatch(name -> name.mailbox().isEmpty());
    }

    private Stream<Written> familyNames() {
        return LongStream.range(0, 2000).mapToObj(names::family);
    }
}
