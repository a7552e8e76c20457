package com.pickatime.sso.secrets;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Values that only their holder knows; stores keep a hash. */
public final class RandomSecrets {

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomSecrets() {}

    /** A new one of 256 random bits: 43 characters that need no escaping in a URL or a cookie. */
    public static Mono<String> next() {
        return next(BYTES);
    }

    /** A new one of {@code bytes} random bytes, in the same characters. */
    public static Mono<String> next(int bytes) {
        // the system's random source is a file that is read under a lock
        return Mono.fromCallable(() -> random(bytes)).subscribeOn(Schedulers.boundedElastic());
    }

    /** What a store may keep of a value; unkeyed, because random bits cannot be guessed. */
    public static String hash(String value) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
            return encode(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String random(int bytes) {
        var drawn = new byte[bytes];
        RANDOM.nextBytes(drawn);
        return encode(drawn);
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
