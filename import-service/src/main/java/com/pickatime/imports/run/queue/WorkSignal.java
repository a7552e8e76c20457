package com.pickatime.imports.run.queue;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Wakes a worker of this instance when there is work, so that it need not wait for its next look. */
@Component
public final class WorkSignal {

    private final Semaphore rings = new Semaphore(0);

    void ring() {
        rings.release();
    }

    /** Blocks until rung, at most for {@code longest}. */
    public void await(Duration longest) throws InterruptedException {
        if (rings.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            rings.drainPermits();
        }
    }
}
