package com.pickatime.imports.upload;

import com.pickatime.imports.settings.ImportsSettings;
import com.pickatime.platform.web.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Uploaded files in this service's data directory. Their names are ours; nothing of the sender's becomes a path. */
@Component
public class Uploads {

    private static final String SUFFIX = ".zip";

    /** An upload has no run yet while it is being received and for a moment after. */
    private static final Duration TOO_YOUNG_TO_DELETE = Duration.ofHours(1);

    private final Path directory;
    private final long largest;
    private final Scheduler blocking;
    private final Clock clock;

    Uploads(ImportsSettings settings, UploadSettings uploads, Scheduler blocking, Clock clock) {
        this.directory = settings.uploads();
        this.largest = uploads.largest().toBytes();
        this.blocking = blocking;
        this.clock = clock;
    }

    /** Keeps {@code content} and gives the name by which it is found again; a 413 problem when it is too large. */
    public Mono<String> keep(Flux<DataBuffer> content) {
        return Mono.fromCallable(this::create)
                .subscribeOn(blocking)
                .flatMap(file -> write(content, file)
                        .thenReturn(file.getFileName().toString())
                        .onErrorResume(failure -> delete(file).then(Mono.error(failure))));
    }

    /** Where the file is, whether or not it is there. */
    public Path path(String name) {
        return directory.resolve(name);
    }

    /** Deletes the file; does nothing when it is gone. */
    public Mono<Void> delete(String name) {
        return delete(path(name));
    }

    /** Deletes what no run needs any more. */
    Mono<Void> deleteUnused(Set<String> inUse) {
        return Mono.fromCallable(() -> {
                    deleteOld(inUse);
                    return true;
                })
                .subscribeOn(blocking)
                .then();
    }

    private Path create() throws IOException {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory.toAbsolutePath().getParent());
            Files.createDirectory(directory, ownerOnly);
        }
        return Files.createFile(directory.resolve(UUID.randomUUID() + SUFFIX));
    }

    private Mono<Void> write(Flux<DataBuffer> content, Path file) {
        var received = new AtomicLong();
        var bounded = content.map(buffer -> {
            if (received.addAndGet(buffer.readableByteCount()) > largest) {
                DataBufferUtils.release(buffer);
                throw Problems.of(HttpStatus.CONTENT_TOO_LARGE, "An uploaded zip has at most " + largest + " bytes.");
            }
            return buffer;
        });
        return DataBufferUtils.write(bounded, file);
    }

    private Mono<Void> delete(Path file) {
        return Mono.fromCallable(() -> Files.deleteIfExists(file))
                .subscribeOn(blocking)
                .then();
    }

    private void deleteOld(Set<String> inUse) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        var youngest = clock.instant().minus(TOO_YOUNG_TO_DELETE);
        try (var files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (var file : files) {
                if (!inUse.contains(file.getFileName().toString())
                        && Files.getLastModifiedTime(file).toInstant().isBefore(youngest)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
