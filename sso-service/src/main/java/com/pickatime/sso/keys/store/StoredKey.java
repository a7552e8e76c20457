package com.pickatime.sso.keys.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key pair and its place in the row of its kind.
 *
 * @param number 1 for the first of its kind, one more for each successor
 * @param kid names the key to others
 * @param publicPart a JSON Web Key, or a certificate in base64
 * @param privatePart a JSON Web Key, or PKCS #8 in base64
 * @param activeFrom when it begins to sign; null while nobody has said so
 */
public record StoredKey(
        KeyKind kind,
        int number,
        String kid,
        String publicPart,
        String privatePart,
        Instant createdAt,
        @Nullable Instant activeFrom) {

    /** Whether it signs at {@code now} unless a later one does. */
    public boolean isActive(Instant now) {
        return activeFrom != null && !activeFrom.isAfter(now);
    }

    /** Hides the private part. */
    @Override
    public String toString() {
        return "StoredKey[" + kind + " " + number + ", " + kid + "]";
    }
}
