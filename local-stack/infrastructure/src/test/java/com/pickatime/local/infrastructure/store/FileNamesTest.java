package com.pickatime.local.infrastructure.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"contacts", "system.indexes", "Contacts", "a/b", "..", ".", "100%", "Schüler", "a b"})
    void givesBackTheName(String name) {
        assertThat(FileNames.toName(FileNames.of(name))).isEqualTo(name);
    }

    @Test
    void tellsUpperCaseFromLowerWhereTheFileSystemDoesNot() {
        assertThat(FileNames.of("Contacts")).isEqualTo("%43ontacts");
    }

    @Test
    void staysInItsDirectory() {
        assertThat(FileNames.of("../x")).isEqualTo("%2e.%2fx");
    }
}
