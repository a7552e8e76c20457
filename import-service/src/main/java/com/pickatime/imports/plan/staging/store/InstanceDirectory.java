package com.pickatime.imports.plan.staging.store;

import com.pickatime.imports.plan.staging.store.StagingException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory of one running instance's own among those of others, with a lock that the operating system releases when
 * its process ends, in whatever way it ends.
 *
 * <p>The lock is a file beside the directory, there before the directory is: a directory that nobody holds the lock of is
 * left over. On a network file system, its server must know locks (NFSv4 does).
 */
public final class InstanceDirectory implements AutoCloseable {

    private static final String PREFIX = "instance-";
    private static final String LOCK = ".lock";

    /** Locks of this process, which the operating system does not tell apart, and would release when looked at. */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final Lock lock;

    private InstanceDirectory(Path path, Lock lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes a directory inside {@code parent} and deletes those that no running instance holds.
     *
     * @throws StagingException if {@code parent} cannot be written to
     */
    public static InstanceDirectory claim(Path parent) {
        try {
            Files.createDirectories(parent);
            var own = claimOwn(parent.toRealPath());
            deleteLeftOver(parent.toRealPath());
            return own;
        } catch (IOException | UncheckedIOException e) {
            throw new StagingException(Reason.NOT_WRITABLE, "no staging directory can be made in " + parent, e);
        }
    }

    public Path path() {
        return path;
    }

    /** Deletes the directory and lets go of it. */
    @Override
    public void close() {
        try {
            StagingDirectory.delete(path);
        } finally {
            lock.release();
        }
    }

    private static InstanceDirectory claimOwn(Path parent) throws IOException {
        while (true) {
            var path = parent.resolve(PREFIX + UUID.randomUUID());
            var lock = Lock.tryOn(lockOf(path), true);
            // an instance that starts at this moment may have found the file before it was locked, and deleted it
            if (lock != null && Files.exists(lockOf(path))) {
                return new InstanceDirectory(StagingDirectory.createForOwner(path), lock);
            }
            if (lock != null) {
                lock.release();
            }
        }
    }

    private static void deleteLeftOver(Path parent) throws IOException {
        List<Path> directories;
        try (var files = Files.list(parent)) {
            directories =
                    files.flatMap(InstanceDirectory::directoryOf).distinct().toList();
        }
        for (var directory : directories) {
            var lock = Lock.tryOn(lockOf(directory), false);
            if (lock != null) {
                if (Files.exists(directory)) {
                    StagingDirectory.delete(directory);
                }
                lock.release();
            }
        }
    }

    private static Stream<Path> directoryOf(Path file) {
        var name = file.getFileName().toString();
        if (!name.startsWith(PREFIX)) {
            return Stream.empty();
        }
        return Stream.of(
                name.endsWith(LOCK) ? file.resolveSibling(name.substring(0, name.length() - LOCK.length())) : file);
    }

    private static Path lockOf(Path directory) {
        return directory.resolveSibling(directory.getFileName() + LOCK);
    }

    /** A lock that this process holds. */
    private record Lock(Path file, FileChannel channel) {

        /** The lock, or null when somebody holds it. */
        static @Nullable Lock tryOn(Path file, boolean isNew) throws IOException {
            if (!OURS.add(file)) {
                return null;
            }
            var lock = lockFile(file, isNew);
            if (lock == null) {
                OURS.remove(file);
            }
            return lock;
        }

        private static @Nullable Lock lockFile(Path file, boolean isNew) throws IOException {
            var channel = FileChannel.open(
                    file, StandardOpenOption.WRITE, isNew ? StandardOpenOption.CREATE_NEW : StandardOpenOption.CREATE);
            FileLock lock = null;
            try {
                lock = channel.tryLock();
            } finally {
                if (lock == null) {
                    channel.close();
                }
            }
            return lock == null ? null : new Lock(file, channel);
        }

        /** Deletes the file while it is locked, so that nobody takes a lock on a file that is gone for one that holds. */
        void release() {
            try {
                Files.deleteIfExists(file);
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                OURS.remove(file);
            }
        }
    }
}
