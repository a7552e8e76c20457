package com.pickatime.schemas.digest;

import com.pickatime.events.ContentHash;
import com.pickatime.events.RecordType;
import com.pickatime.events.RosterDigestValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A digest over a set of roster entries that does not depend on their order: the sum, modulo 2^128, of one 128-bit hash
 * per entry.
 *
 * <p>Both sides of an import compute it over what they hold, so equal digests mean equal content. A sum, not an
 * exclusive or, so that an entry counted twice shows.
 */
public record RosterDigest(long high, long low) {

    /** The digest of nothing. */
    public static final RosterDigest EMPTY = new RosterDigest(0, 0);

    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(RosterDigest::sha256);

    /** The digest of one entry that is there; {@code contentHash} is null for a removal. */
    public static RosterDigest of(RecordType type, String sourceId, byte @Nullable [] contentHash) {
        var sha = SHA_256.get();
        sha.reset();
        sha.update(type.name().getBytes(StandardCharsets.US_ASCII));
        sha.update((byte) 0);
        sha.update(sourceId.getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
        if (contentHash != null) {
            sha.update(contentHash);
        }
        var hash = ByteBuffer.wrap(sha.digest());
        return new RosterDigest(hash.getLong(), hash.getLong());
    }

    /** As {@link #of(RecordType, String, byte[])}, from the Avro value. */
    public static RosterDigest of(RecordType type, String sourceId, @Nullable ContentHash contentHash) {
        return of(type, sourceId, contentHash == null ? null : contentHash.bytes());
    }

    /** The digest that {@link #toAvro} wrote. */
    public static RosterDigest fromAvro(RosterDigestValue value) {
        var bytes = ByteBuffer.wrap(value.bytes());
        return new RosterDigest(bytes.getLong(), bytes.getLong());
    }

    /**
     * The digest that {@link #toHex} wrote.
     *
     * @throws IllegalArgumentException if the text is not 32 hexadecimal digits
     */
    public static RosterDigest fromHex(String hex) {
        if (hex.length() != 32) {
            throw new IllegalArgumentException("a roster digest has 32 hexadecimal digits");
        }
        var bytes = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
        return new RosterDigest(bytes.getLong(), bytes.getLong());
    }

    /** The digest of both sets together. */
    public RosterDigest plus(RosterDigest other) {
        long sum = low + other.low;
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        return new RosterDigest(high + other.high + carry, sum);
    }

    public RosterDigestValue toAvro() {
        return new RosterDigestValue(
                ByteBuffer.allocate(16).putLong(high).putLong(low).array());
    }

    public String toHex() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
