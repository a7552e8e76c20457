package com.pickatime.local.stack.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    private Path directory;

    @Test
    void isTakenByOneAtATime() {
        var first = DataDirectory.take(directory.resolve("data"));

        assertThatThrownBy(() -> DataDirectory.take(directory.resolve("data")))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("--data")
                .hasMessageContaining("--port-base");

        first.close();
        DataDirectory.take(directory.resolve("data")).close();
    }

    @Test
    void saysWhichDirectoryCannotBeWritten() throws IOException {
        var file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> DataDirectory.take(file.resolve("data")))
                .isInstanceOf(StackException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void remembersANumberUntilAnotherIsWanted() {
        try (var data = DataDirectory.take(directory)) {
            assertThat(data.remember("students", Optional.empty(), 500)).isEqualTo(500);
            assertThat(data.remember("students", Optional.of(5000), 500)).isEqualTo(5000);
            assertThat(data.remember("students", Optional.empty(), 500)).isEqualTo(5000);
        }
    }
}
