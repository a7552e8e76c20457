package com.pickatime.imports.upload;

import com.pickatime.imports.settings.ImportsSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Uploads in a directory of a test's own. */
public final class Uploaded {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Uploads uploads;

    public Uploaded(Path directory, Clock clock) {
        uploads = new Uploads(
                new ImportsSettings(directory, false),
                new UploadSettings(DataSize.ofKilobytes(1)),
                Schedulers.boundedElastic(),
                clock);
    }

    public Uploads uploads() {
        return uploads;
    }

    /** Keeps a file with this content and gives its name. */
    public String keep(String content) {
        DataBuffer buffer = DefaultDataBufferFactory.sharedInstance.wrap(content.getBytes(StandardCharsets.UTF_8));
        return Objects.requireNonNull(uploads.keep(Flux.just(buffer)).block(LIMIT));
    }

    public void delete(String name) {
        uploads.delete(name).block(LIMIT);
    }
}
