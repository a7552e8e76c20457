package com.pickatime.contacts.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileInputStream;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What BlockHound lets the driver do on threads that must not block. */
class DriverLocksTest {

    @Test
    void letTheDriverDrawTheRandomnessWithWhichItSignsIn() throws ReflectiveOperationException {
        var type = Class.forName("com.mongodb.internal.connection.ScramShaAuthenticator$DefaultRandomStringGenerator");
        var constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        var generator = constructor.newInstance();
        var generate = type.getMethod("generate", int.class);
        generate.setAccessible(true);

        assertThat(onAThreadThatMustNotBlock(() -> generate.invoke(generator, 24)))
                .asString()
                .hasSize(24);
    }

    @Test
    void letNobodyElseReadARandomFile() {
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
                .blockOptional()
                .orElseThrow();
    }
}
