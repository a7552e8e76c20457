package com.pickatime.imports.plan.staging.row;

import java.nio.ByteBuffer;
import java.util.UUID;

/** A 16-byte hash as the UUID by which DuckDB compares quickest, and back. */
public final class HashUuid {

    private HashUuid() {}

    public static UUID of(byte[] hash) {
        if (hash.length != 16) {
            throw new IllegalArgumentException("a content hash has 16 bytes, not " + hash.length);
        }
        var bytes = ByteBuffer.wrap(hash);
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    public static byte[] bytes(UUID uuid) {
        return ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }
}
