package com.pickatime.imports.reading;

import com.pickatime.imports.connection.Connection;
import com.pickatime.imports.connection.SourceType;
import com.pickatime.imports.csv.CsvLimits;
import com.pickatime.imports.csv.CsvRoster;
import com.pickatime.imports.run.RunOrder;
import com.pickatime.imports.source.RosterIncompleteException;
import com.pickatime.imports.source.RosterSource;
import com.pickatime.imports.upload.Uploads;
import java.nio.file.Files;
import java.time.Clock;
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
    public Mono<RosterSource> open(Connection connection, RunOrder order) {
        return Mono.fromCallable(() -> open(order)).subscribeOn(blocking);
    }

    private RosterSource open(RunOrder order) {
        var name = order.upload();
        if (name == null || !Files.isReadable(uploads.path(name))) {
            throw new RosterIncompleteException(
                    "UPLOAD_LOST", "The uploaded file is not there any more. Upload it again. Nothing was changed.");
        }
        return new CsvRoster(uploads.path(name), CsvLimits.DEFAULTS, clock);
    }
}
