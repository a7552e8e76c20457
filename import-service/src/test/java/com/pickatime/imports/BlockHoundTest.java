package com.pickatime.imports;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** The tests of this module would prove less if nobody watched for blocking calls. */
class BlockHoundTest {

    @Test
    void watchesEventLoops() {
        var sleeping = Mono.delay(Duration.ofMillis(1)).map(tick -> {
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return tick;
        });

        StepVerifier.create(sleeping)
                .expectErrorMatches(failure -> failure instanceof BlockingOperationError)
                .verify();
    }
}
