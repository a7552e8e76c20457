package com.pickatime.sso.keys.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/** Something from the store, read again when it is half a minute old; one reading serves all who wait for it. */
public final class CachedValue<T> {

    /** What other instances changed shows after this. */
    public static final Duration AGE = Duration.ofSeconds(30);

    private final Mono<Reading<T>> reading;
    private final AtomicInteger edition = new AtomicInteger();

    private record Reading<T>(T value, Instant readAt, int edition) {}

    public CachedValue(Mono<T> load, Clock clock) {
        this.reading = Mono.defer(() -> {
                    var before = edition.get();
                    return load.map(value -> new Reading<>(value, clock.instant(), before));
                })
                .cacheInvalidateIf(old -> old.edition() != edition.get()
                        || Duration.between(old.readAt(), clock.instant()).compareTo(AGE) > 0);
    }

    public Mono<T> get() {
        return reading.map(Reading::value);
    }

    /** Has it read again at once: this instance changed it. */
    public void forget() {
        edition.incrementAndGet();
    }
}
