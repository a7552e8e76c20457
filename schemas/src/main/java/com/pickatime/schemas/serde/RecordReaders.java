package com.pickatime.schemas.serde;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/** The readers of all schema ids met so far; asks the registry once for each. */
final class RecordReaders {

    private final Map<Integer, RecordReader> known = new ConcurrentHashMap<>();
    // kept apart, so that records which cannot be read do not ask the registry each
    private final Map<Integer, Schema> schemas = new HashMap<>();
    private final SchemaRegistry registry;
    private final boolean specific;

    RecordReaders(SerdeSettings settings) {
        this.registry = new SchemaRegistry(settings);
        this.specific = settings.specific();
    }

    RecordReader forId(int schemaId, String topic) {
        var reader = known.get(schemaId);
        return reader == null ? learn(schemaId, topic) : reader;
    }

    /** One at a time, so that many threads with a first record make one call. */
    private synchronized RecordReader learn(int schemaId, String topic) {
        var reader = known.get(schemaId);
        if (reader == null) {
            var writer = schemas.computeIfAbsent(schemaId, id -> registry.byId(id, topic));
            reader = specific ? RecordReader.specific(writer) : RecordReader.generic(writer);
            known.put(schemaId, reader);
        }
        return reader;
    }
}
