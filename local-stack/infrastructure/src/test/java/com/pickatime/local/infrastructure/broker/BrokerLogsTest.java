package com.pickatime.local.infrastructure.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerLogsTest {

    @TempDir
    private Path directory;

    @Test
    void tellsTheLastLinesOfBoth() throws Exception {
        var lines = IntStream.rangeClosed(1, 50).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));
        Files.writeString(directory.resolve("broker.log"), lines);
        Files.writeString(directory.resolve("broker-errors.log"), "no memory\n");

        assertThat(new BrokerLogs(directory).tail())
                .hasSize(21)
                .startsWith("line 31")
                .endsWith("line 50", "no memory");
    }

    @Test
    void tellsEvenWhatIsNoText() throws Exception {
        Files.write(directory.resolve("broker.log"), new byte[] {'a', (byte) 0xC3});

        assertThat(new BrokerLogs(directory).tail()).singleElement().asString().startsWith("a");
    }

    @Test
    void tellsNothingWithoutLogs() {
        assertThat(new BrokerLogs(directory).tail()).isEmpty();
    }
}
