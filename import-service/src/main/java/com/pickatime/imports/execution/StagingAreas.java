package com.pickatime.imports.execution;

import com.pickatime.imports.settings.ImportsSettings;
import com.pickatime.imports.staging.Staging;
import com.pickatime.platform.crypto.KeyedHash;
import java.nio.file.Path;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Staging areas in the data directory, one for each attempt of a run. */
@Component
class StagingAreas {

    private final Path directory;
    private final KeyedHash hash;
    private final Scheduler blocking;

    StagingAreas(ImportsSettings settings, KeyedHash hash, Scheduler blocking) {
        this.directory = settings.staging();
        this.hash = hash;
        this.blocking = blocking;
    }

    /** Deletes what a crash left behind. Blocks; only before the first run. */
    void deleteLeftOver() {
        Staging.deleteLeftOver(directory);
    }

    /** Does {@code work} with an empty staging area that is deleted afterwards. */
    <T> Mono<T> with(Function<Staging, Mono<T>> work) {
        return Mono.usingWhen(
                Mono.fromCallable(() -> Staging.open(directory, hash)).subscribeOn(blocking), work, this::close);
    }

    private Mono<Void> close(Staging staging) {
        return Mono.<Void>fromRunnable(staging::close).subscribeOn(blocking);
    }
}
