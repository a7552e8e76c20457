package com.pickatime.schemas.serde;

import java.io.IOException;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.common.errors.SerializationException;

/** Reads records that were written with one schema; safe for use by many threads. */
final class RecordReader {

    private static final ThreadLocal<BinaryDecoder> DECODERS =
            ThreadLocal.withInitial(() -> DecoderFactory.get().binaryDecoder(new byte[0], null));

    private final String name;
    private final DatumReader<Object> reader;

    private RecordReader(Schema writer, DatumReader<Object> reader) {
        this.name = writer.getFullName();
        this.reader = reader;
    }

    /** Reads into generic records, just as they were written. */
    static RecordReader generic(Schema writer) {
        return new RecordReader(writer, new GenericDatumReader<>(writer));
    }

    /**
     * Reads into the class that was generated for a schema of the same name, by that class's schema.
     *
     * <p>A record that this schema cannot express fails by itself when it is read; the others of its writer do not.
     *
     * @throws SerializationException if there is no such class
     */
    static RecordReader specific(Schema writer) {
        var type = SpecificData.get().getClass(writer);
        if (type == null) {
            throw new SerializationException("no class %s was found to read records into; without %s they are generic"
                    .formatted(writer.getFullName(), SerdeSettings.SPECIFIC_READER));
        }
        var model = SpecificData.getForClass(type);
        return new RecordReader(writer, new SpecificDatumReader<>(writer, model.getSchema(type), model));
    }

    /**
     * The record behind the header of {@code bytes}.
     *
     * @throws SerializationException if what follows the header is not exactly one record of the schema, or one
     *     that the reader's schema cannot express
     */
    Object read(byte[] bytes, String topic) {
        int start = WireFormat.HEADER_LENGTH;
        var decoder = DecoderFactory.get().binaryDecoder(bytes, start, bytes.length - start, DECODERS.get());
        try {
            var record = reader.read(null, decoder);
            if (!decoder.isEnd()) {
                throw new IOException("more bytes than the record has");
            }
            return record;
        } catch (IOException | RuntimeException e) {
            throw WireFormat.failure(
                    "a record on topic %s cannot be read as %s: %s".formatted(topic, name, reason(e)), e);
        }
    }

    /** Avro's words about schemas and lengths; what it says about values stays out. */
    private static String reason(Exception e) {
        return e instanceof IOException || e instanceof AvroTypeException
                ? e.getClass().getSimpleName() + ", " + e.getMessage()
                : e.getClass().getSimpleName();
    }
}
