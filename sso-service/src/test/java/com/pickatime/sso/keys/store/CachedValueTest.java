package com.pickatime.sso.keys.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pickatime.local.testing.MovableClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class CachedValueTest {

    private final MovableClock clock = new MovableClock();
    private final AtomicInteger readings = new AtomicInteger();
    private final CachedValue<Integer> cached = new CachedValue<>(Mono.fromCallable(readings::incrementAndGet), clock);

    @Test
    void readsAgainAfterHalfAMinute() {
        assertThat(cached.get().block()).isEqualTo(1);

        clock.advance(CachedValue.AGE);
        assertThat(cached.get().block()).isEqualTo(1);

        clock.advance(Duration.ofMillis(1));
        assertThat(cached.get().block()).isEqualTo(2);
    }

    @Test
    void readsAgainAtOnceWhenToldTo() {
        assertThat(cached.get().block()).isEqualTo(1);

        cached.forget();

        assertThat(cached.get().block()).isEqualTo(2);
    }

    @Test
    void readsOnceForAllWhoWait() {
        var answer = Sinks.<Integer>one();
        var slow = new CachedValue<>(
                Mono.defer(() -> {
                    readings.incrementAndGet();
                    return answer.asMono();
                }),
                clock);

        var all = Flux.range(0, 20).flatMap(i -> slow.get(), 20).collectList().toFuture();
        answer.tryEmitValue(7).orThrow();

        assertThat(all).isCompletedWithValueMatching(values -> values.size() == 20);
        assertThat(readings).hasValue(1);
    }

    @Test
    void doesNotRememberAFailure() {
        var failing = new CachedValue<>(
                Mono.fromCallable(() -> {
                    if (readings.incrementAndGet() == 1) {
                        throw new IllegalStateException("the store is away");
                    }
                    return readings.get();
                }),
                clock);

        assertThatThrownBy(() -> failing.get().block()).hasMessageContaining("away");
        assertThat(failing.get().block()).isEqualTo(2);
    }
}
