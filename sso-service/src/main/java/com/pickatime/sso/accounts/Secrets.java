package com.pickatime.sso.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Random ids and tokens, and what is stored of a token. */
final class Secrets {

    record Drawn(String id, String token) {

        @Override
        public String toString() {
            return "Drawn[" + id + ']';
        }
    }

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder URL_SAFE = Base64.getUrlEncoder().withoutPadding();

    private Secrets() {}

    /** An id of 128 and a token of 256 random bits; off the event loop, because the operating system may make it wait. */
    static Mono<Drawn> draw() {
        return Mono.fromCallable(() -> new Drawn(random(16), random(32))).subscribeOn(Schedulers.boundedElastic());
    }

    /** A token is random throughout, so that a plain hash cannot be turned round. */
    static String sha256(String token) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String random(int bytes) {
        var drawn = new byte[bytes];
        RANDOM.nextBytes(drawn);
        return URL_SAFE.encodeToString(drawn);
    }
}
