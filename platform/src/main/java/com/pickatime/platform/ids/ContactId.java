package com.pickatime.platform.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * The identity of a contact within a business: opaque, and never used for anybody else.
 *
 * <p>Everything that points at a person holds it. What a roster calls the person, the source ID, may change or be given to
 * somebody else.
 *
 * @param value not blank
 */
public record ContactId(@JsonValue String value) {

    /** The first generation of every source ID. */
    public static final int FIRST_GENERATION = 1;

    private static final int OWN = 0;

    private static final ThreadLocal<MessageDigest> SHA_1 = ThreadLocal.withInitial(ContactId::sha1);

    /** RFC 9562, section 4.1: the variant, in the two highest bits of the third group of bits. */
    private static final long VARIANT = 0x8000000000000000L;

    private static final long VARIANT_BITS = 0xC000000000000000L;

    /** RFC 9562, section 5.5: a UUID made from a name. */
    private static final long VERSION = 0x5000L;

    private static final long VERSION_BITS = 0xF000L;

    /** Refuses a blank one with an {@link IllegalArgumentException}. */
    @JsonCreator
    public ContactId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a contact has an id");
        }
    }

    /**
     * The id of the contact that an import makes for a source ID, the same on every instance and at every delivery, so that
     * the database rules out twins without being asked before.
     *
     * <p>A name-based UUID (RFC 9562, version 5). Each part is preceded by its length, so that no two different triples are
     * the same name.
     *
     * @param sourceId byte for byte as the roster has it
     * @param generation from {@link #FIRST_GENERATION} on; the next one when the source ID was given to somebody else
     */
    public static ContactId derived(BusinessId businessId, String sourceId, int generation) {
        var business = businessId.value().getBytes(StandardCharsets.UTF_8);
        var source = sourceId.getBytes(StandardCharsets.UTF_8);
        var sha = SHA_1.get();
        sha.reset();
        sha.update(ByteBuffer.allocate(Integer.BYTES + business.length + Integer.BYTES + source.length + Integer.BYTES)
                .putInt(business.length)
                .put(business)
                .putInt(source.length)
                .put(source)
                .putInt(generation)
                .flip());
        var hash = ByteBuffer.wrap(sha.digest());
        long high = hash.getLong() & ~VERSION_BITS | VERSION;
        long low = hash.getLong() & ~VARIANT_BITS | VARIANT;
        return new ContactId(new UUID(high, low).toString());
    }

    /**
     * The id of the contact that a business's own file calls by {@code id}, the same however often the file is loaded. It is that of no
     * source ID, whatever characters that has.
     *
     * @param kind which of the file's lists it is from; each numbers its people by itself
     */
    public static ContactId own(BusinessId businessId, String kind, String id) {
        // generations begin with 1
        return derived(businessId, kind.length() + kind + id, OWN);
    }

    /** The id of a contact that somebody makes now. */
    public static ContactId fresh() {
        return new ContactId(UUID.randomUUID().toString());
    }

    /** As the roster's first contact with this source ID. */
    public static ContactId first(BusinessId businessId, String sourceId) {
        return derived(businessId, sourceId, FIRST_GENERATION);
    }

    @Override
    public String toString() {
        return value;
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
