package com.pickatime.imports.source.csv;

import com.pickatime.imports.source.reading.Blanks;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What manifest.csv says of the files; a zip without one is taken to hold everything that is in it. */
final class Manifest {

    static final String FILE_NAME = "manifest.csv";

    private final Map<String, String> properties;

    private Manifest(Map<String, String> properties) {
        this.properties = properties;
    }

    static Manifest read(RosterZip zip) {
        var properties = new HashMap<String, String>();
        if (zip.has(FILE_NAME)) {
            try (var lines = CsvLines.open(zip, FILE_NAME)) {
                for (var line = lines.next(); line != null; line = lines.next()) {
                    if (line.getFieldCount() > 1) {
                        properties.put(lowerCase(line.getField(0)), lowerCase(line.getField(1)));
                    } else {
                        requireCommas(line.getFields());
                    }
                }
            }
        }
        return new Manifest(properties);
    }

    /** What it says must not be missed: a file of changes, taken for a whole one, removes everything else. */
    private static void requireCommas(List<String> line) {
        var separator = Separator.in(line);
        if (separator != null) {
            throw Incomplete.separated(FILE_NAME, separator);
        }
    }

    /** True when the manifest says that the file is there. */
    boolean promises(CsvFile file) {
        return "bulk".equals(mode(file)) || isDelta(file);
    }

    /** True when the manifest calls the file absent: what the zip holds under its name does not count. */
    boolean denies(CsvFile file) {
        return "absent".equals(mode(file));
    }

    /** True when the manifest says that the file holds only what changed. */
    boolean isDelta(CsvFile file) {
        return "delta".equals(mode(file));
    }

    /** True when any file holds only what changed: then what is not there did not. */
    boolean hasDelta() {
        return Stream.of(CsvFile.values()).anyMatch(this::isDelta);
    }

    private String mode(CsvFile file) {
        return properties.getOrDefault(lowerCase("file." + file.property()), "");
    }

    private static String lowerCase(String text) {
        return Blanks.strip(text).toLowerCase(Locale.ROOT);
    }
}
