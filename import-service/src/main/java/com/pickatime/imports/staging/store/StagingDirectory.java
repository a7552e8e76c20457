package com.pickatime.imports.staging.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A directory of one run's own, for the eyes of this process's user alone. */
public final class StagingDirectory {

    private static final String PREFIX = "staging-";

    private StagingDirectory() {}

    static Path create(Path parent) {
        try {
            Files.createDirectories(parent);
            // 0700 where the file system knows permissions
            return Files.createTempDirectory(parent, PREFIX);
        } catch (IOException e) {
            throw new StagingException("no staging directory can be made in " + parent, e);
        }
    }

    static void delete(Path directory) {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new StagingException("the staging directory " + directory + " cannot be deleted", e);
        }
    }

    /** Deletes what crashed runs left behind in {@code parent}; only while no run is under way. */
    public static void deleteLeftOver(Path parent) {
        if (!Files.isDirectory(parent)) {
            return;
        }
        try (var directories = Files.newDirectoryStream(parent, PREFIX + "*")) {
            directories.forEach(StagingDirectory::delete);
        } catch (IOException e) {
            throw new StagingException("left-over staging directories in " + parent + " cannot be listed", e);
        }
    }
}
