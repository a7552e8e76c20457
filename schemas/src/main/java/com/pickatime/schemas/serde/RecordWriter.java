package com.pickatime.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Writes records of one schema behind the id of that schema; safe for use by many threads. */
final class RecordWriter {

    private static final ThreadLocal<Buffer> BUFFERS = ThreadLocal.withInitial(Buffer::new);

    private final byte[] header;
    private final DatumWriter<Object> writer;

    private RecordWriter(int schemaId, DatumWriter<Object> writer) {
        this.header = WireFormat.header(schemaId);
        this.writer = writer;
    }

    /** Writes records like {@code example} under the id of their own schema. */
    static RecordWriter as(int schemaId, GenericContainer example) {
        return new RecordWriter(schemaId, writerFor(example));
    }

    /** Writes records like {@code example} as {@code target}, which must be able to read their own schema. */
    static RecordWriter as(SchemaRegistry.Registered target, GenericContainer example) {
        var own = writerFor(example);
        return new RecordWriter(
                target.id(),
                target.schema().equals(example.getSchema())
                        ? own
                        : new TranslatingWriter(own, example.getSchema(), target.schema()));
    }

    /**
     * The bytes of {@code record}.
     *
     * @throws SerializationException if a field's value is not of the field's type; without the value
     */
    byte[] write(GenericContainer record, String topic) {
        var buffer = BUFFERS.get();
        try {
            return buffer.fill(header, writer, record);
        } catch (IOException | RuntimeException e) {
            throw WireFormat.failure(
                    "a %s for topic %s could not be written: %s"
                            .formatted(record.getSchema().getFullName(), topic, reason(e)),
                    e);
        }
    }

    /** Only a missing value has nothing that Avro could quote. */
    private static @Nullable String reason(Exception e) {
        return e instanceof NullPointerException ? e.getMessage() : e.getClass().getSimpleName();
    }

    private static DatumWriter<Object> writerFor(GenericContainer example) {
        return example instanceof SpecificRecord
                ? new SpecificDatumWriter<>(example.getSchema(), SpecificData.getForClass(example.getClass()))
                : new GenericDatumWriter<>(example.getSchema());
    }

    /** What a thread writes into, over and over. */
    private static final class Buffer extends ByteArrayOutputStream {

        private @Nullable BinaryEncoder encoder;

        byte[] fill(byte[] header, DatumWriter<Object> writer, Object record) throws IOException {
            // in this order: an encoder that a failed record left half full empties itself when it is set up again
            encoder = EncoderFactory.get().binaryEncoder(this, encoder);
            reset();
            writeBytes(header);
            writer.write(record, encoder);
            encoder.flush();
            return toByteArray();
        }
    }
}
