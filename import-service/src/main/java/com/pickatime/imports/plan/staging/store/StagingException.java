package com.pickatime.imports.plan.staging.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The staging database or its directory cannot be used. */
public final class StagingException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Below this a disk is full for any database, whatever its error says. */
    private static final long HARDLY_ANY_ROOM = 4L * 1024 * 1024;

    /** DuckDB has no codes for these. The second is its own limit: what was free of the disk when it was opened. */
    private static final List<String> FULL_DISK = List.of("No space left on device", "max_temp_directory_size");

    private static final List<String> TOO_LITTLE_MEMORY =
            List.of("Out of Memory", "could not allocate block", "failed to pin block", "failed to allocate");

    private final Reason reason;

    /** What is wrong, as far as somebody can do something about it. */
    public enum Reason {
        /** The directory cannot be written to. */
        NOT_WRITABLE,
        /** The disk is full. */
        NO_ROOM,
        /** The comparison needs more memory than it may have. */
        NO_MEMORY,
        /** Anything else; doing the same anew may go well. */
        FAILED
    }

    /** For tests, and for those who know the reason. */
    public StagingException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What became of the database in {@code directory}. */
    static StagingException of(SQLException failure, Path directory) {
        var reason = reason(String.valueOf(failure.getMessage()), directory);
        return new StagingException(reason, "the staging database failed: " + reason, failure);
    }

    /** What became of a file in a staging directory. */
    public static StagingException of(IOException failure, Path file) {
        var reason = reason(
                String.valueOf(failure.getMessage()), file.toAbsolutePath().getParent());
        return new StagingException(reason, "a file in the staging directory cannot be used: " + reason, failure);
    }

    public Reason reason() {
        return reason;
    }

    private static Reason reason(String message, @Nullable Path directory) {
        if (FULL_DISK.stream().anyMatch(message::contains) || isFull(directory)) {
            return Reason.NO_ROOM;
        }
        return TOO_LITTLE_MEMORY.stream().anyMatch(message::contains) ? Reason.NO_MEMORY : Reason.FAILED;
    }

    private static boolean isFull(@Nullable Path directory) {
        if (directory == null) {
            return false;
        }
        try {
            return Files.getFileStore(directory).getUsableSpace() < HARDLY_ANY_ROOM;
        } catch (IOException e) {
            return false;
        }
    }
}
