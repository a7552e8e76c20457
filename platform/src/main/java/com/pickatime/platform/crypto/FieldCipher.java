package com.pickatime.platform.crypto;

import com.google.crypto.tink.Aead;
import com.pickatime.platform.ids.BusinessId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/**
 * Seals personal data so that whoever watches a topic or reads a backup cannot.
 *
 * <p>A ciphertext opens only for the business, subject and field it was sealed for: one copied to another person's record
 * is unreadable there. Safe for use by many threads.
 */
public final class FieldCipher {

    private final Aead aead;

    FieldCipher(Aead aead) {
        this.aead = aead;
    }

    /** Seals {@code plaintext}; twice the same plaintext gives two different ciphertexts. */
    public byte[] seal(BusinessId businessId, String subject, String field, String plaintext) {
        return seal(businessId, subject, field, plaintext.getBytes(StandardCharsets.UTF_8));
    }

    /** As {@link #seal(BusinessId, String, String, String)}, for what is no text. */
    public byte[] seal(BusinessId businessId, String subject, String field, byte[] plaintext) {
        try {
            return aead.encrypt(plaintext, associatedData(businessId, subject, field));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the field keyset cannot encrypt", e);
        }
    }

    /**
     * Opens what {@link #seal} sealed for the same business, subject and field.
     *
     * @throws UnreadableFieldException if it was sealed for another place, with another key, or was changed
     */
    public String open(BusinessId businessId, String subject, String field, byte[] ciphertext) {
        return new String(openBytes(businessId, subject, field, ciphertext), StandardCharsets.UTF_8);
    }

    /** As {@link #open}, for what is no text. */
    public byte[] openBytes(BusinessId businessId, String subject, String field, byte[] ciphertext) {
        try {
            return aead.decrypt(ciphertext, associatedData(businessId, subject, field));
        } catch (GeneralSecurityException e) {
            throw new UnreadableFieldException(field, e);
        }
    }

    /** Lengths go before the parts, so that two different triples never give the same bytes. */
    private static byte[] associatedData(BusinessId businessId, String subject, String field) {
        var business = businessId.value().getBytes(StandardCharsets.UTF_8);
        var who = subject.getBytes(StandardCharsets.UTF_8);
        var what = field.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + business.length + who.length + what.length)
                .putInt(business.length)
                .put(business)
                .putInt(who.length)
                .put(who)
                .put(what)
                .array();
    }
}
