package com.pickatime.imports.source.snapshot;

import com.pickatime.schemas.digest.RosterDigest;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which buckets hold the entities of one type: for each of them the digest over what shall be in it, and the key under which it is
 * found. Both are zero for one that is empty, and the digest alone for one that is not whole.
 *
 * @param number of buckets, a power of two; 0 of no snapshot
 * @param entries 32 bytes for each
 */
record Part(int number, byte[] entries) {

    static final Part NONE = new Part(0, new byte[0]);

    private static final int DIGEST_BYTES = 16;
    private static final int KEY_BYTES = 16;
    private static final int BYTES = DIGEST_BYTES + KEY_BYTES;
    private static final String NO_KEY = "0".repeat(2 * KEY_BYTES);

    static Part of(int number) {
        return new Part(number, new byte[number * BYTES]);
    }

    RosterDigest digest(int bucket) {
        var bytes = ByteBuffer.wrap(entries, bucket * BYTES, DIGEST_BYTES);
        return new RosterDigest(bytes.getLong(), bytes.getLong());
    }

    void digest(int bucket, RosterDigest digest) {
        ByteBuffer.wrap(entries, bucket * BYTES, DIGEST_BYTES)
                .putLong(digest.high())
                .putLong(digest.low());
    }

    /** Hexadecimal; empty for a bucket that is empty. */
    String key(int bucket) {
        int from = bucket * BYTES + DIGEST_BYTES;
        var key = HexFormat.of().formatHex(entries, from, from + KEY_BYTES);
        return key.equals(NO_KEY) ? "" : key;
    }

    /** Notes a bucket's key, and gives it as {@link #key(int)} does. */
    String key(int bucket, byte[] key) {
        System.arraycopy(key, 0, entries, bucket * BYTES + DIGEST_BYTES, KEY_BYTES);
        return key(bucket);
    }

    void copy(Part other, int bucket) {
        System.arraycopy(other.entries, bucket * BYTES, entries, bucket * BYTES, BYTES);
    }

    /** Of all buckets that are not empty. */
    List<String> keys() {
        return IntStream.range(0, number)
                .mapToObj(this::key)
                .filter(key -> !key.isEmpty())
                .toList();
    }
}
