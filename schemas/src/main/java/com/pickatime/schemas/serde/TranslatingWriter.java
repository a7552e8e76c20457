package com.pickatime.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Writes records as another version of their schema, by Avro's own rules for reading one as the other.
 *
 * <p>Slower than writing them as they are, and needed only between the release of a schema and that of the producer.
 */
final class TranslatingWriter implements DatumWriter<Object> {

    private final DatumWriter<Object> own;
    private final GenericDatumReader<Object> reader;
    private final GenericDatumWriter<Object> target;

    TranslatingWriter(DatumWriter<Object> own, Schema ownSchema, Schema targetSchema) {
        this.own = own;
        this.reader = new GenericDatumReader<>(ownSchema, targetSchema);
        this.target = new GenericDatumWriter<>(targetSchema);
    }

    @Override
    public void setSchema(Schema schema) {
        throw new UnsupportedOperationException("both schemas are fixed");
    }

    @Override
    public void write(Object record, Encoder out) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        own.write(record, encoder);
        encoder.flush();
        var decoder = DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null);
        target.write(reader.read(null, decoder), out);
    }
}
