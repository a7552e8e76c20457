package com.pickatime.imports.upload;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.imports.settings.ImportsSettings;
import com.pickatime.local.testing.MovableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.util.unit.DataSize;
import org.springframework.web.ErrorResponseException;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class UploadsTest {

    private final MovableClock clock = new MovableClock();

    @TempDir
    private Path data;

    private Uploads uploads;

    @BeforeEach
    void empty() {
        uploads = new Uploads(
                new ImportsSettings(data.resolve("imports"), false),
                new UploadSettings(DataSize.ofBytes(100)),
                Schedulers.boundedElastic(),
                clock);
    }

    @Test
    void keepsWhatItGets() throws IOException {
        var name = keep("hello ", "world");

        assertThat(Files.readString(uploads.path(name))).isEqualTo("hello world");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("imports/uploads"))))
                .isEqualTo("rwx------");
    }

    @Test
    void refusesWhatIsTooLargeAndKeepsNothingOfIt() throws IOException {
        StepVerifier.create(uploads.keep(buffers("x".repeat(60), "x".repeat(60))))
                .verifyErrorSatisfies(failure -> assertThat(((ErrorResponseException) failure)
                                .getStatusCode()
                                .value())
                        .isEqualTo(413));

        assertThat(files()).isEmpty();
    }

    @Test
    void keepsNothingOfAnUploadThatBrokeOff() throws IOException {
        StepVerifier.create(uploads.keep(buffers("half").concatWith(Flux.error(new IOException("gone")))))
                .verifyErrorMessage("gone");

        assertThat(files()).isEmpty();
    }

    @Test
    void deletesOldFilesThatNoRunNeeds() throws IOException {
        var needed = keep("needed");
        var old = keep("old");
        var young = keep("young");
        for (var name : List.of(needed, old)) {
            Files.setLastModifiedTime(
                    uploads.path(name), FileTime.from(clock.instant().minus(Duration.ofHours(2))));
        }
        Files.setLastModifiedTime(uploads.path(young), FileTime.from(clock.instant()));

        StepVerifier.create(uploads.deleteUnused(Set.of(needed))).verifyComplete();

        assertThat(files()).containsExactlyInAnyOrder(needed, young);
    }

    @Test
    void hasNothingToDeleteBeforeTheFirstUpload() {
        StepVerifier.create(uploads.deleteUnused(Set.of())).verifyComplete();
    }

    private String keep(String... parts) {
        return String.valueOf(uploads.keep(buffers(parts)).block(Duration.ofSeconds(10)));
    }

    private static Flux<DataBuffer> buffers(String... parts) {
        return Flux.fromArray(parts)
                .map(part -> DefaultDataBufferFactory.sharedInstance.wrap(part.getBytes(StandardCharsets.UTF_8)));
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(data.resolve("imports/uploads"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
