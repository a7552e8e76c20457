package com.pickatime.local.launcher;

import com.pickatime.local.stack.data.StackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Whether a district fits onto the disk: found out before its import has filled it. */
final class DiskSpace {

    /** What a student and the guardians, staff and records that come with one take: store, topics, staging, measured. */
    private static final long BYTES_PER_STUDENT = 12_000;

    private static final double GIGABYTE = 1e9;

    private DiskSpace() {}

    static long required(int students) {
        return students * BYTES_PER_STUDENT;
    }

    /** @throws StackException if {@code usable} bytes are too few */
    static void require(Path data, int students, long usable) {
        if (usable < required(students)) {
            throw new StackException(String.format(
                    Locale.ROOT,
                    "--students %d needs about %.1f GB of disk, and %s has %.1f GB left; choose fewer students, or"
                            + " another disk with --data",
                    students,
                    required(students) / GIGABYTE,
                    data.toAbsolutePath().normalize(),
                    usable / GIGABYTE));
        }
    }

    /** Bytes that can be written below {@code data}, which need not be there yet. */
    static long usable(Path data) {
        var there = data.toAbsolutePath().normalize();
        while (Files.notExists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        try {
            return Files.getFileStore(there).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
