package com.pickatime.imports.plan.staging.row;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stands in for what is compared but must not be read: source IDs, which some districts make of names or addresses, and
 * addresses. Equal for equal text, under a random key that is nowhere but in this object and those beside it.
 *
 * <p>Not for use by two threads at once.
 */
final class Pseudonyms {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec key;
    private final Mac mac;

    private Pseudonyms(SecretKeySpec key) {
        this.key = key;
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    static Pseudonyms fresh() {
        var key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return new Pseudonyms(new SecretKeySpec(key, ALGORITHM));
    }

    /** The same, for another thread. */
    Pseudonyms beside() {
        return new Pseudonyms(key);
    }

    /** What stands for {@code text}; byte for byte, so that upper and lower case are two. */
    UUID of(String text) {
        var hash = ByteBuffer.wrap(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        return new UUID(hash.getLong(), hash.getLong());
    }
}
