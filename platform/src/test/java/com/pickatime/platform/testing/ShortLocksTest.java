package com.pickatime.platform.testing;

import io.netty.buffer.AdaptiveByteBufAllocator;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A blocking call that is noticed while an answer is being written cuts that answer off. */
class ShortLocksTest {

    private static final int POOLS = 400;
    private static final int BUFFERS = 2_000;
    private static final int BYTES = 4_096;

    @Test
    void letThePoolOfBuffersGrowOnThreadsThatMustNotBlock() {
        Flux.range(0, POOLS)
                .concatMap(round -> growing(new AdaptiveByteBufAllocator(true, false)))
                .blockLast(Duration.ofSeconds(30));
    }

    /** A pool grows when several threads want buffers of it at once. */
    private static Mono<Void> growing(AdaptiveByteBufAllocator pool) {
        var taking = Mono.<Void>fromRunnable(() -> {
                    for (int taken = 0; taken < BUFFERS; taken++) {
                        pool.buffer(BYTES).release();
                    }
                })
                .subscribeOn(Schedulers.parallel());
        return Mono.when(taking, taking, taking, taking);
    }
}
