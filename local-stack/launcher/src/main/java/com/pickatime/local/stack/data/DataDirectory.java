package com.pickatime.local.stack.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Where a local stack keeps everything that survives a restart; held by one process at a time. */
public final class DataDirectory implements AutoCloseable {

    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Takes the directory, and makes it when it is not there.
     *
     * @throws StackException if another process holds it, or it cannot be written
     */
    public static DataDirectory take(Path path) {
        var absolute = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute);
            var channel =
                    FileChannel.open(absolute.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isFree(channel)) {
                return new DataDirectory(absolute, channel);
            }
            channel.close();
        } catch (IOException e) {
            throw new StackException("cannot write to the data directory " + absolute + ": " + e.getMessage(), e);
        }
        throw new StackException(
                "a local stack runs with the data in " + absolute
                        + " already; stop it with Ctrl-C, or choose another directory with --data and other ports with --port-base");
    }

    public Path path() {
        return path;
    }

    public Path resolve(String name) {
        return path.resolve(name);
    }

    /** What was kept under {@code name} the last time, unless {@code wanted} replaces it. */
    public int remember(String name, Optional<Integer> wanted, int atFirst) {
        var file = resolve(name);
        try {
            if (wanted.isEmpty() && Files.exists(file)) {
                return Integer.parseInt(Files.readString(file).strip());
            }
            int value = wanted.orElse(atFirst);
            Files.writeString(file, value + System.lineSeparator());
            return value;
        } catch (IOException | NumberFormatException e) {
            throw new StackException("cannot keep a number in " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isFree(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }
}
