package com.pickatime.local.client;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks again and again until there is an answer. */
final class Waiting {

    private static final Duration PAUSE = Duration.ofMillis(200);

    private Waiting() {}

    /**
     * The first answer that is not empty.
     *
     * @param missing what is told to be missing when the time is up
     * @throws ProductException if there is none within {@code limit}
     */
    static <T> T until(Supplier<Optional<T>> question, Duration limit, String missing) {
        var deadline = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < deadline) {
            var answer = question.get();
            if (answer.isPresent()) {
                return answer.get();
            }
            pause();
        }
        throw new ProductException(0, missing + " within " + limit.toSeconds() + " seconds; the log says why");
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProductException(0, "interrupted while waiting");
        }
    }
}
