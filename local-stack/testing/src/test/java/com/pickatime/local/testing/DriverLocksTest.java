package com.pickatime.local.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileInputStream;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class DriverLocksTest {

    @BeforeAll
    static void watch() {
        BlockHound.install(new DriverLocks());
    }

    /** As on the event loop of a driver whose server wants a user and a password. */
    @Test
    void letsADriverThatSignsInDrawItsNonceOnAThreadThatMustNotBlock() throws ReflectiveOperationException {
        var constructor = Class.forName(DriverLocks.SCRAM_NONCE).getDeclaredConstructor();
        constructor.setAccessible(true);
        var nonces = constructor.newInstance();
        var generate = nonces.getClass().getMethod("generate", int.class);
        generate.setAccessible(true);

        assertThat(onAThreadThatMustNotBlock(() -> generate.invoke(nonces, 24)))
                .asString()
                .hasSize(24);
    }

    @Test
    void letsNobodyElseReadARandomFile() {
        assertThatThrownBy(() -> onAThreadThatMustNotBlock(() -> {
                    try (var random = new FileInputStream("/dev/urandom")) {
                        return random.read();
                    }
                }))
                .hasRootCauseInstanceOf(BlockingOperationError.class);
    }

    private static Object onAThreadThatMustNotBlock(Callable<Object> work) {
        return Mono.fromCallable(work)
                .subscribeOn(Schedulers.parallel())
                .blockOptional(Duration.ofSeconds(10))
                .orElseThrow();
    }
}
