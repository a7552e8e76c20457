package com.pickatime.sso.sessions;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What a browser's cookie holds: 256 random bits. Whoever reads the store finds only its hash and cannot use it. */
record SessionSecret(String value) {

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new one; drawing it reads the system's random source, which is a file. */
    static Mono<SessionSecret> next() {
        return Mono.fromCallable(SessionSecret::draw).subscribeOn(Schedulers.boundedElastic());
    }

    /** The session's ID; unkeyed, because 256 random bits cannot be guessed. */
    String id() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
            return encode(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Hides the value, which is as good as a password. */
    @Override
    public String toString() {
        return "SessionSecret";
    }

    private static SessionSecret draw() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new SessionSecret(encode(bytes));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
