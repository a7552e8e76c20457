package com.pickatime.local.infrastructure.store.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** Segments in the files {@code 000001.log} and on of one directory. */
final class DirectoryStorage implements Storage {

    private static final String SUFFIX = ".log";

    private final Path directory;

    DirectoryStorage(Path directory) {
        this.directory = directory;
    }

    @Override
    public SortedMap<Integer, Segment> existing() {
        try {
            Files.createDirectories(directory);
            var segments = new TreeMap<Integer, Segment>();
            try (var files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
                files.forEach(file -> segments.put(number(file), FileSegment.open(file)));
            }
            return segments;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int number(Path file) {
        var name = file.getFileName().toString();
        return Integer.parseInt(name.substring(0, name.length() - SUFFIX.length()));
    }

    @Override
    public Segment create(int number) {
        return FileSegment.open(directory.resolve("%06d%s".formatted(number, SUFFIX)));
    }

    @Override
    public void delete() {
        try {
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
