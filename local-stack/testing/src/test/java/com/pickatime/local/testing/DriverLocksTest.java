package com.pickatime.local.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockHound;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class DriverLocksTest {

    /** As on the event loop of a driver whose server wants a user and a password. */
    @Test
    void letsADriverThatSignsInDrawItsNonceOnAThreadThatMustNotBlock() throws Exception {
        BlockHound.install(new DriverLocks());
        Constructor<?> constructor = Class.forName(DriverLocks.SCRAM_NONCE).getDeclaredConstructor();
        constructor.setAccessible(true);
        var nonces = constructor.newInstance();
        var generate = nonces.getClass().getMethod("generate", int.class);
        generate.setAccessible(true);

        var nonce = Mono.fromCallable(() -> (String) generate.invoke(nonces, 24))
                .subscribeOn(Schedulers.parallel())
                .block(Duration.ofSeconds(10));

        assertThat(nonce).hasSize(24);
    }
}
