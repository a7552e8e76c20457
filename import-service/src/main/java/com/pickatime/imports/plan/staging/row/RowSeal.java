package com.pickatime.imports.plan.staging.row;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts rows for the time of one run, with a random key that is nowhere but in this object and those beside it: a file that a crash leaves
 * behind is useless.
 *
 * <p>Done here rather than by DuckDB, whose own encryption writes only with an extension that it would have to download.
 * Not for use by two threads at once.
 */
final class RowSeal {

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final Cipher cipher;

    private RowSeal(SecretKey key) {
        this.key = key;
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    static RowSeal fresh() {
        var random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        return new RowSeal(new SecretKeySpec(random, "AES"));
    }

    /** The same, for another thread. */
    RowSeal beside() {
        return new RowSeal(key);
    }

    /** Encrypts; {@code number} must never be used twice. */
    byte[] seal(long number, byte[] plain) {
        return apply(Cipher.ENCRYPT_MODE, number, plain);
    }

    /** Decrypts what was sealed under {@code number}. */
    byte[] open(long number, byte[] sealed) {
        return apply(Cipher.DECRYPT_MODE, number, sealed);
    }

    private byte[] apply(int mode, long number, byte[] input) {
        var nonce = ByteBuffer.allocate(NONCE_BYTES).putLong(number).array();
        try {
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a staged row cannot be sealed or opened", e);
        }
    }
}
