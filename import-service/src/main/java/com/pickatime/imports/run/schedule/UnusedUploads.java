package com.pickatime.imports.run.schedule;

import com.pickatime.imports.run.RunState;
import com.pickatime.imports.run.queue.ImportRuns;
import com.pickatime.imports.source.upload.UploadSettings;
import com.pickatime.imports.source.upload.Uploads;
import com.pickatime.imports.source.upload.Uploads.Kept;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Deletes an upload as soon as the runs that read it have ended, in whatever way they ended.
 *
 * <p>It looks at what is there rather than being told, so that a crash at any moment leaves nothing behind for good.
 */
@Component
class UnusedUploads {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** An upload has no run yet while it is being received and for a moment after. */
    private static final Duration LONGEST_WITHOUT_RUN = Duration.ofHours(1);

    private final ImportRuns runs;
    private final Uploads uploads;
    private final UploadSettings settings;
    private final Clock clock;

    UnusedUploads(ImportRuns runs, Uploads uploads, UploadSettings settings, Clock clock) {
        this.runs = runs;
        this.uploads = uploads;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT2S", initialDelayString = "PT2S")
    Mono<Void> delete() {
        return Mono.defer(() -> uploads.all().concatMap(this::deleteIfUnused).then())
                .timeout(LIMIT);
    }

    private Mono<Void> deleteIfUnused(Kept upload) {
        return runs.readingUpload(upload.name())
                .collectList()
                .filter(states -> !isNeeded(upload, states))
                .flatMap(unneeded -> uploads.delete(upload.name()));
    }

    private boolean isNeeded(Kept upload, List<RunState> states) {
        var age = Duration.between(upload.at(), clock.instant());
        if (states.isEmpty()) {
            return age.compareTo(LONGEST_WITHOUT_RUN) < 0;
        }
        return states.stream().anyMatch(state -> !state.isAtRest())
                || states.contains(RunState.HELD) && age.compareTo(settings.heldFor()) < 0;
    }
}
