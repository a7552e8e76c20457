package com.pickatime.simulator.query;

import com.pickatime.simulator.records.Entity;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.function.IntFunction;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import reactor.core.publisher.Flux;
import tools.jackson.core.JsonGenerator;

/** Writes a page in small chunks, each when it is asked for, so that a large page never is in memory as a whole. */
public final class PageWriter {

    private static final int CHUNK_BYTES = 32 * 1024;

    private final ByteArrayOutputStream chunk = new ByteArrayOutputStream(CHUNK_BYTES + 4 * 1024);
    private final JsonGenerator json = Json.MAPPER.createGenerator(chunk);
    private final int[] indexes;
    private final IntFunction<Entity> records;
    private int next;

    private PageWriter(String key, int[] indexes, IntFunction<Entity> records) {
        this.indexes = indexes;
        this.records = records;
        json.writeStartObject();
        json.writeName(key);
        json.writeStartArray();
    }

    /** A page, chunk by chunk. */
    public static Flux<DataBuffer> write(View view, Page page, DataBufferFactory buffers) {
        return Flux.generate(
                () -> new PageWriter(
                        view.resource().collection().plural(), page.indexes().toArray(), view::record),
                (writer, sink) -> {
                    sink.next(buffers.wrap(writer.nextChunk()));
                    if (writer.isDone()) {
                        sink.complete();
                    }
                    return writer;
                });
    }

    /** A single record. */
    public static byte[] single(View view, int index) {
        return Json.MAPPER.writeValueAsBytes(Map.of(view.resource().collection().singular(), view.record(index)));
    }

    private byte[] nextChunk() {
        while (next < indexes.length && chunk.size() < CHUNK_BYTES) {
            Json.MAPPER.writeValue(json, records.apply(indexes[next++]));
        }
        if (next == indexes.length) {
            json.writeEndArray();
            json.writeEndObject();
            json.close();
        }
        var bytes = chunk.toByteArray();
        chunk.reset();
        return bytes;
    }

    private boolean isDone() {
        return json.isClosed();
    }
}
