package com.pickatime.platform.crypto;

import com.google.crypto.tink.prf.PrfSet;
import java.security.GeneralSecurityException;

/**
 * A hash that only holders of the key can compute, to compare content by.
 *
 * <p>Keyed because what is hashed can be guessed: all birth dates of school children fit in a list of 5,000. Safe for use
 * by many threads.
 */
public final class KeyedHash {

    /** Length of a hash, in bytes. */
    public static final int LENGTH = 16;

    private final PrfSet prf;

    KeyedHash(PrfSet prf) {
        this.prf = prf;
    }

    /** The {@value #LENGTH} bytes that stand for {@code content}. */
    public byte[] of(byte[] content) {
        try {
            return prf.computePrimary(content, LENGTH);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the hash keyset cannot be used", e);
        }
    }
}
