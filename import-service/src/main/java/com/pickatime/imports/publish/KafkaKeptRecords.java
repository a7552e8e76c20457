package com.pickatime.imports.publish;

import com.pickatime.schemas.serde.EventClasses;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Records as bytes that are kept until they are written to a topic, perhaps by an instance of another version: the
 * schema is kept with them.
 */
public final class KafkaKeptRecords {

    static {
        EventClasses.trust();
    }

    private KafkaKeptRecords() {}

    /** The bytes of one record or more, all of one type. */
    public static <R extends SpecificRecord> byte[] keep(Schema schema, List<R> records) {
        var bytes = new ByteArrayOutputStream();
        try (var file = new DataFileWriter<R>(new SpecificDatumWriter<>(schema))) {
            file.setCodec(CodecFactory.deflateCodec(CodecFactory.DEFAULT_DEFLATE_LEVEL));
            file.create(schema, bytes);
            for (var record : records) {
                file.append(record);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * The records again.
     *
     * @throws UncheckedIOException if these are no such records
     */
    public static <R extends SpecificRecord> List<R> read(Schema schema, byte[] kept) {
        var records = new ArrayList<R>();
        var reader = new SpecificDatumReader<R>();
        reader.setExpected(schema);
        try (var file = new DataFileStream<>(new ByteArrayInputStream(kept), reader)) {
            file.forEach(records::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return records;
    }
}
