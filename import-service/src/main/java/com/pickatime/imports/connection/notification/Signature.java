package com.pickatime.imports.connection.notification;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Checks signatures by the Standard Webhooks scheme: {@code v1,} and the Base64 of an HMAC-SHA256 over id, timestamp and
 * body, joined by dots. A message may carry several signatures, and several secrets may hold at a time.
 */
final class Signature {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String SECRET_PREFIX = "whsec_";
    private static final String VERSION = "v1,";

    private final List<byte[]> keys;

    /**
     * @throws IllegalArgumentException if a secret is no Base64
     */
    Signature(List<String> secrets) {
        keys = secrets.stream()
                .map(secret -> Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length())))
                .toList();
    }

    /** Whether one of {@code signatures} (separated by spaces) was made with one of the secrets. */
    boolean isGenuine(@Nullable String signatures, String id, String timestamp, byte[] body) {
        if (signatures == null) {
            return false;
        }
        var given = Arrays.stream(signatures.split(" "))
                .filter(signature -> signature.startsWith(VERSION))
                .map(signature -> signature.substring(VERSION.length()).getBytes(StandardCharsets.UTF_8))
                .toList();
        boolean genuine = false;
        for (var key : keys) {
            var expected = Base64.getEncoder().encode(sign(key, id, timestamp, body));
            for (var signature : given) {
                // no way out early: the time taken must not tell how near a guess came
                genuine |= MessageDigest.isEqual(expected, signature);
            }
        }
        return genuine;
    }

    private static byte[] sign(byte[] key, String id, String timestamp, byte[] body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update((id + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
