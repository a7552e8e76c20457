package com.pickatime.local.infrastructure.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the broker's process writes besides its data. */
record BrokerLogs(Path dataDirectory) {

    private static final int TAIL = 20;

    /** Its standard error: what the JVM or a failed start says. */
    Path errors() {
        return dataDirectory.resolve("broker-errors.log");
    }

    private Path log() {
        return dataDirectory.resolve("broker.log");
    }

    /** The last lines of both. */
    List<String> tail() {
        var lines = new ArrayList<String>();
        for (var file : List.of(log(), errors())) {
            if (Files.exists(file)) {
                lines.addAll(lastLines(file));
            }
        }
        return lines;
    }

    private static List<String> lastLines(Path file) {
        try {
            // not readAllLines: a half-written character must not hide the reason
            var lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return lines.subList(Math.max(0, lines.size() - TAIL), lines.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
