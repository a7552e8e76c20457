package com.pickatime.imports.connection.reading;

import com.pickatime.imports.connection.Connection;
import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.imports.plan.staging.store.StagingException;
import com.pickatime.imports.source.FetchProgress;
import com.pickatime.imports.source.RosterIncompleteException;
import com.pickatime.imports.source.RosterSource;
import com.pickatime.imports.source.SourceReport;
import com.pickatime.imports.source.SourceType;
import com.pickatime.imports.source.csv.CsvLimits;
import com.pickatime.imports.source.csv.CsvRoster;
import com.pickatime.imports.source.upload.Uploads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Opens uploaded rosters. */
@Component
class UploadOpener implements RosterOpener {

    private final Uploads uploads;
    private final Scheduler blocking;
    private final Clock clock;

    UploadOpener(Uploads uploads, Scheduler blocking, Clock clock) {
        this.uploads = uploads;
        this.blocking = blocking;
        this.clock = clock;
    }

    @Override
    public SourceType type() {
        return SourceType.FILE;
    }

    @Override
    public Mono<RosterSource> open(Connection connection, @Nullable String upload) {
        return Mono.justOrEmpty(upload)
                .filterWhen(there -> uploads.holds(connection.businessId(), there))
                .switchIfEmpty(Mono.error(UploadOpener::lost))
                .map(there -> new Upload(connection.businessId(), there));
    }

    private static RosterIncompleteException lost() {
        return new RosterIncompleteException(
                "UPLOAD_LOST", "The uploaded file is not there any more. Upload it again. Nothing was changed.");
    }

    /** One upload. A zip can only be read from a file; it is there for as long as it is read. */
    private final class Upload implements RosterSource {

        private final String businessId;
        private final String name;

        Upload(String businessId, String name) {
            this.businessId = businessId;
            this.name = name;
        }

        @Override
        public Mono<SourceReport> copyInto(Staging staging, FetchProgress progress) {
            var zip = staging.file("upload.zip");
            return Mono.usingWhen(
                    write(zip).thenReturn(zip),
                    written -> new CsvRoster(written, CsvLimits.DEFAULTS, clock).copyInto(staging, progress),
                    this::delete);
        }

        private Mono<Void> write(Path zip) {
            return uploads.writeTo(zip, businessId, name)
                    .onErrorMap(NoSuchFileException.class, failure -> lost())
                    .onErrorMap(IOException.class, failure -> StagingException.of(failure, zip));
        }

        private Mono<Boolean> delete(Path zip) {
            return Mono.fromCallable(() -> Files.deleteIfExists(zip)).subscribeOn(blocking);
        }
    }
}
