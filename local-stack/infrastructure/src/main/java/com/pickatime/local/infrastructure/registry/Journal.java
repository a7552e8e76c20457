package com.pickatime.local.infrastructure.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The registry's memory across restarts: one JSON line per change, on the disk before the change is answered.
 *
 * <p>Without a file it remembers nothing. A last line without its end is what a kill in mid-write leaves; it was never
 * answered, so it is dropped. Any other unreadable line means damage and is an error.
 */
final class Journal implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Optional<FileChannel> file;
    private final List<JournalEntry> past;

    private Journal(Optional<FileChannel> file, List<JournalEntry> past) {
        this.file = file;
        this.past = past;
    }

    static Journal inMemory() {
        return new Journal(Optional.empty(), List.of());
    }

    static Journal open(Path path) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            var bytes = Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
            var whole = wholeLines(bytes);
            var past = read(path, new String(bytes, 0, whole, StandardCharsets.UTF_8));
            var channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.truncate(whole).position(whole);
            return new Journal(Optional.of(channel), past);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int wholeLines(byte[] bytes) {
        var end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private static List<JournalEntry> read(Path path, String text) {
        var entries = new ArrayList<JournalEntry>();
        for (var line : text.lines().toList()) {
            try {
                entries.add(JSON.readValue(line, JournalEntry.class));
            } catch (JacksonException e) {
                throw new IllegalStateException("Line " + (entries.size() + 1) + " of " + path + " is unreadable", e);
            }
        }
        return entries;
    }

    /** What earlier runs have appended, oldest first. */
    List<JournalEntry> past() {
        return past;
    }

    void append(JournalEntry entry) {
        file.ifPresent(channel -> write(channel, JSON.writeValueAsString(entry) + "\n"));
    }

    private static void write(FileChannel channel, String line) {
        try {
            var bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        file.ifPresent(Journal::closeChannel);
    }

    private static void closeChannel(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
