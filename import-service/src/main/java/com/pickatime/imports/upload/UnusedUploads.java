package com.pickatime.imports.upload;

import com.pickatime.imports.queue.ImportRuns;
import java.util.stream.Collectors;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Deletes uploads whose run has ended, in whatever way it ended. */
@Component
class UnusedUploads {

    private final ImportRuns runs;
    private final Uploads uploads;

    UnusedUploads(ImportRuns runs, Uploads uploads) {
        this.runs = runs;
        this.uploads = uploads;
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT1M")
    Mono<Void> delete() {
        return runs.uploadsInUse().collect(Collectors.toSet()).flatMap(uploads::deleteUnused);
    }
}
