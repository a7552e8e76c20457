package com.pickatime.imports.source.csv;

import com.pickatime.platform.text.Blanks;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What manifest.csv says of the files; a zip without one is taken to hold everything that is in it. */
final class Manifest {

    /** OneRoster's three, and nothing where a file is not spoken of. */
    private static final Set<String> MODES = Set.of("bulk", "delta", "absent", "");

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
        var manifest = new Manifest(properties);
        Stream.of(CsvFile.values()).forEach(manifest::requireMode);
        return manifest;
    }

    /** A file of changes by another word, taken for a whole one, removes everything else, too. */
    private void requireMode(CsvFile file) {
        if (!MODES.contains(mode(file))) {
            throw Incomplete.unknownMode(file);
        }
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
