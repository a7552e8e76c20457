package com.pickatime.imports.run.work;

import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.imports.plan.staging.store.InstanceDirectory;
import com.pickatime.imports.store.ImportsSettings;
import com.pickatime.platform.crypto.KeyedHash;
import com.pickatime.platform.ids.BusinessId;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Staging areas in the data directory, one for each attempt of a run. Other instances may have theirs in the same one.
 */
@Component
class StagingAreas implements AutoCloseable {

    private final Path directory;
    private final DataSize memory;
    private final long mostRefused;
    private final KeyedHash hash;
    private final Scheduler blocking;
    private volatile @Nullable InstanceDirectory own;

    StagingAreas(ImportsSettings settings, StagingSettings staging, KeyedHash hash, Scheduler blocking) {
        this.directory = settings.staging();
        this.memory = staging.memory();
        this.mostRefused = staging.mostRefused();
        this.hash = hash;
        this.blocking = blocking;
    }

    /** Takes a place in the data directory, and deletes those that crashed instances left behind. Blocks. */
    void claim() {
        own();
    }

    /** Does {@code work} with an empty staging area of a business that is deleted afterwards. */
    <T> Mono<T> with(BusinessId business, Function<Staging, Mono<T>> work) {
        return Mono.usingWhen(Mono.fromCallable(() -> open(business)).subscribeOn(blocking), work, this::close);
    }

    /** Deletes what is there of this instance. */
    @Override
    public synchronized void close() {
        var there = own;
        if (there != null) {
            there.close();
            own = null;
        }
    }

    private Staging open(BusinessId business) {
        return Staging.open(own().path(), hash, business, memory, mostRefused);
    }

    private synchronized InstanceDirectory own() {
        var there = own;
        if (there == null) {
            there = InstanceDirectory.claim(directory);
            own = there;
        }
        return there;
    }

    private Mono<Void> close(Staging staging) {
        return Mono.<Void>fromRunnable(staging::close).subscribeOn(blocking);
    }
}
