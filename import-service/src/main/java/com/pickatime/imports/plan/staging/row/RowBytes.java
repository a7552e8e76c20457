package com.pickatime.imports.plan.staging.row;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.schemas.serde.EventClasses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A row as bytes, and back: its source ID, and behind that its payload, both as Avro writes them. Whoever keeps them longer than
 * this process lives keeps the {@linkplain #schema schema} with them.
 *
 * <p>Not for use by two threads at once.
 */
public final class RowBytes {

    static {
        EventClasses.trust();
    }

    private final Map<RecordType, Form> forms = new EnumMap<>(RecordType.class);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private @Nullable BinaryEncoder encoder;
    private @Nullable BinaryDecoder decoder;

    /** How Avro writes and reads the payloads of one type. */
    private record Form(DatumWriter<SpecificRecord> writer, DatumReader<SpecificRecord> reader) {

        static Form of(RecordType type) {
            var model = SpecificData.getForClass(RosterRow.payloadOf(type));
            var schema = schema(type);
            return new Form(new SpecificDatumWriter<>(schema, model), new SpecificDatumReader<>(schema, schema, model));
        }
    }

    /** With what the payloads of a type are written now. */
    public static Schema schema(RecordType type) {
        return SpecificData.getForClass(RosterRow.payloadOf(type)).getSchema(RosterRow.payloadOf(type));
    }

    /** The bytes of a row. */
    public byte[] of(RosterRow row) {
        encoder = EncoderFactory.get().binaryEncoder(bytes, encoder);
        bytes.reset();
        try {
            encoder.writeString(row.sourceId());
            form(row.type()).writer().write(row.payload(), encoder);
            encoder.flush();
        } catch (IOException | RuntimeException e) {
            throw failure("written", e);
        }
        return bytes.toByteArray();
    }

    /** The row of these bytes. */
    RosterRow read(RecordType type, byte[] row) {
        decoder = DecoderFactory.get().binaryDecoder(row, decoder);
        try {
            return new RosterRow(type, decoder.readString(), form(type).reader().read(null, decoder));
        } catch (IOException e) {
            throw failure("read", e);
        }
    }

    /** The row of bytes whose payload was written with this schema. */
    public RosterRow read(RecordType type, byte[] row, Schema writtenWith) {
        decoder = DecoderFactory.get().binaryDecoder(row, decoder);
        var model = SpecificData.getForClass(RosterRow.payloadOf(type));
        try {
            return new RosterRow(
                    type,
                    decoder.readString(),
                    new SpecificDatumReader<SpecificRecord>(writtenWith, schema(type), model).read(null, decoder));
        } catch (IOException e) {
            throw failure("read", e);
        }
    }

    private Form form(RecordType type) {
        return forms.computeIfAbsent(type, Form::of);
    }

    /** Without what Avro says of it, which may quote a value. */
    private static IllegalStateException failure(String what, Exception e) {
        return new IllegalStateException(
                "a row cannot be " + what + ": " + e.getClass().getSimpleName());
    }
}
