package com.pickatime.schemas.serde;

import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;

/** Confluent's framing: a zero byte, the schema id as four bytes, the Avro binary. */
final class WireFormat {

    static final int HEADER_LENGTH = 1 + Integer.BYTES;

    private static final byte MAGIC = 0;

    private WireFormat() {}

    static byte[] header(int schemaId) {
        return ByteBuffer.allocate(HEADER_LENGTH).put(MAGIC).putInt(schemaId).array();
    }

    static int schemaId(byte[] record, String topic) {
        if (record.length < HEADER_LENGTH) {
            throw new SerializationException("a record on topic %s is too short for Avro with a schema id: %d bytes"
                    .formatted(topic, record.length));
        }
        if (record[0] != MAGIC) {
            throw new SerializationException(
                    "a record on topic %s has the unknown magic byte 0x%02x: it was not written as Avro with a schema id"
                            .formatted(topic, record[0]));
        }
        return ByteBuffer.wrap(record, 1, Integer.BYTES).getInt();
    }

    /**
     * An error that says where Avro failed, but has no cause: the messages of Avro's errors quote the value, which may
     * be student data, and whoever logs an error logs its causes.
     */
    static SerializationException failure(String message, Exception cause) {
        var failure = new SerializationException(message);
        failure.setStackTrace(cause.getStackTrace());
        return failure;
    }
}
