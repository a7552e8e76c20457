package com.pickatime.imports.plan.staging.store;

import com.pickatime.imports.plan.staging.store.StagingException.Reason;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A directory of one run's own, for the eyes of this process's user alone. */
final class StagingDirectory {

    private static final String PREFIX = "staging-";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private StagingDirectory() {}

    static Path create(Path parent) {
        try {
            Files.createDirectories(parent);
            // 0700 where the file system knows permissions
            return Files.createTempDirectory(parent, PREFIX);
        } catch (IOException e) {
            throw new StagingException(Reason.NOT_WRITABLE, "no staging directory can be made in " + parent, e);
        }
    }

    /** As {@link #create}, with a name that is known beforehand. */
    static Path createForOwner(Path path) throws IOException {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? Files.createDirectory(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY))
                : Files.createDirectory(path);
    }

    /** Deletes everything, also when somebody else does at the same time. */
    static void delete(Path directory) {
        try {
            Files.walkFileTree(directory, new Deletion());
        } catch (IOException e) {
            throw new StagingException(Reason.FAILED, "the directory " + directory + " cannot be deleted", e);
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
