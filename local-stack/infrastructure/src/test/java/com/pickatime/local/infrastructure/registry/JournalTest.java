package com.pickatime.local.infrastructure.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final JournalEntry LEVEL = JournalEntry.of("contacts-value", CompatibilityLevel.FULL);
    private static final JournalEntry SCHEMA =
            JournalEntry.of(new RegisteredSchema("contacts-value", 1, 7, SchemaText.parse("{\"type\":\"string\"}")));

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = directory.resolve("registry/schemas.jsonl");
    }

    private void append(JournalEntry... entries) {
        try (var journal = Journal.open(file)) {
            for (var entry : entries) {
                journal.append(entry);
            }
        }
    }

    @Test
    void givesBackWhatEarlierRunsAppended() {
        append(LEVEL);
        append(SCHEMA);

        try (var journal = Journal.open(file)) {
            assertThat(journal.past()).containsExactly(LEVEL, SCHEMA);
        }
    }

    @Test
    void dropsALastLineThatAKillLeftUnfinished() throws Exception {
        append(LEVEL);
        Files.writeString(file, "{\"subject\":\"conta", StandardOpenOption.APPEND);

        append(SCHEMA);

        try (var journal = Journal.open(file)) {
            assertThat(journal.past()).containsExactly(LEVEL, SCHEMA);
        }
    }

    @Test
    void refusesAnUnreadableLine() throws Exception {
        append(LEVEL);
        Files.writeString(file, "{\"subject\":\"conta\n", StandardOpenOption.APPEND);

        assertThatThrownBy(() -> Journal.open(file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Line 2 of ");
    }

    @Test
    void keepsNothingInMemory() {
        try (var journal = Journal.inMemory()) {
            journal.append(LEVEL);

            assertThat(journal.past()).isEmpty();
        }
    }
}
