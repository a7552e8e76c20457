package com.pickatime.simulator.query;

import com.pickatime.simulator.records.Entity;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import reactor.core.publisher.Flux;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ObjectNode;

/** Writes a page in small chunks, each when it is asked for, so that a large page never is in memory as a whole. */
public final class PageWriter {

    private static final int CHUNK_BYTES = 32 * 1024;

    private final ByteArrayOutputStream chunk = new ByteArrayOutputStream(CHUNK_BYTES + 4 * 1024);
    private final JsonGenerator json = Json.MAPPER.createGenerator(chunk);
    private final int[] indexes;
    private final IntFunction<Object> records;
    private int next;

    private PageWriter(String key, int[] indexes, IntFunction<Object> records) {
        this.indexes = indexes;
        this.records = records;
        json.writeStartObject();
        json.writeName(key);
        json.writeStartArray();
    }

    /** A page, chunk by chunk, with some fields of each record, or with all when none are named. */
    public static Flux<DataBuffer> write(
            CollectionView view, RecordPage page, List<String> fields, DataBufferFactory buffers) {
        return Flux.generate(
                () -> new PageWriter(
                        view.resource().collection().plural(),
                        page.indexes().toArray(),
                        index -> selected(view.record(index), fields)),
                (writer, sink) -> {
                    sink.next(buffers.wrap(writer.nextChunk()));
                    if (writer.isDone()) {
                        sink.complete();
                    }
                    return writer;
                });
    }

    /** A single record, with some of its fields, or with all when none are named. */
    public static byte[] single(CollectionView view, int index, List<String> fields) {
        return Json.MAPPER.writeValueAsBytes(
                Map.of(view.resource().collection().singular(), selected(view.record(index), fields)));
    }

    private static Object selected(Entity record, List<String> fields) {
        if (fields.isEmpty()) {
            return record;
        }
        return Json.MAPPER.<ObjectNode>valueToTree(record).retain(fields);
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
