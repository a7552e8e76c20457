package com.pickatime.local.infrastructure.store.documents;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One change in the log: a document under its key, or the removal of a key.
 *
 * <p>On disk: length and CRC-32C of what follows, then kind, key length, key and document; integers big-endian.
 *
 * @param document empty when the key was removed
 */
record LogRecord(Key key, Optional<byte[]> document) {

    private static final int HEADER = 2 * Integer.BYTES;
    private static final int BEFORE_KEY = 1 + Integer.BYTES;
    private static final byte PUT = 1;
    private static final byte REMOVE = 2;

    ByteBuffer toBytes() {
        var content = document.orElse(new byte[0]);
        var body = BEFORE_KEY + key.bytes().length + content.length;
        var buffer = ByteBuffer.allocate(HEADER + body).position(HEADER);
        buffer.put(document.isPresent() ? PUT : REMOVE);
        buffer.putInt(key.bytes().length).put(key.bytes()).put(content);
        return buffer.putInt(0, body)
                .putInt(Integer.BYTES, crc(buffer, HEADER, body))
                .flip();
    }

    /**
     * Whether the buffer holds the next record to its end; a kill in mid-write leaves one that it does not.
     *
     * @param where names the place in the log when its length is impossible
     */
    static boolean isWhole(ByteBuffer buffer, String where) {
        if (buffer.remaining() < HEADER) {
            return false;
        }
        var body = buffer.getInt(buffer.position());
        if (body < BEFORE_KEY) {
            throw new DamagedStoreException(where);
        }
        return buffer.remaining() - HEADER >= body;
    }

    /** Takes the next record, which must be whole, out of the buffer. */
    static LogRecord take(ByteBuffer buffer, String where) {
        var body = buffer.getInt();
        var crc = buffer.getInt();
        if (crc != crc(buffer, buffer.position(), body)) {
            throw new DamagedStoreException(where);
        }
        var kind = buffer.get();
        var key = new byte[buffer.getInt()];
        buffer.get(key);
        var document = new byte[body - BEFORE_KEY - key.length];
        buffer.get(document);
        return new LogRecord(new Key(key), kind == PUT ? Optional.of(document) : Optional.empty());
    }

    private static int crc(ByteBuffer buffer, int start, int length) {
        var crc = new CRC32C();
        crc.update(buffer.array(), buffer.arrayOffset() + start, length);
        return (int) crc.getValue();
    }
}
