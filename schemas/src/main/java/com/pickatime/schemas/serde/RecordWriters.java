package com.pickatime.schemas.serde;

import com.pickatime.schemas.serde.SchemaRegistryException.Reason;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericContainer;

/** The writers of all schemas met so far; asks the registry once for each. */
final class RecordWriters {

    private final Map<Target, RecordWriter> known = new ConcurrentHashMap<>();
    private final SerdeSettings settings;
    private final SchemaRegistry registry;
    private final String subjectSuffix;

    RecordWriters(SerdeSettings settings, boolean key) {
        this.settings = settings;
        this.registry = new SchemaRegistry(settings);
        this.subjectSuffix = key ? "-key" : "-value";
    }

    /** What an id belongs to. Cheap to look up: Avro keeps a schema's hash code and compares one with itself at once. */
    private record Target(String topic, Schema schema) {}

    RecordWriter forRecord(GenericContainer record, String topic) {
        var target = new Target(topic, record.getSchema());
        var writer = known.get(target);
        return writer == null ? learn(target, record) : writer;
    }

    /** One at a time, so that many threads with a first record make one call. */
    private synchronized RecordWriter learn(Target target, GenericContainer example) {
        var writer = known.get(target);
        if (writer == null) {
            writer = ask(target, example);
            known.put(target, writer);
        }
        return writer;
    }

    private RecordWriter ask(Target target, GenericContainer example) {
        var subject = target.topic() + subjectSuffix;
        if (settings.autoRegister()) {
            return RecordWriter.as(registry.register(subject, target.schema()), example);
        }
        if (!settings.useLatest()) {
            return RecordWriter.as(registry.idOf(subject, target.schema()), example);
        }
        var latest = registry.latest(subject);
        requireReadable(latest.schema(), target.schema(), subject);
        return RecordWriter.as(latest, example);
    }

    private static void requireReadable(Schema latest, Schema own, String subject) {
        if (SchemaCompatibility.checkReaderWriterCompatibility(latest, own).getType()
                != SchemaCompatibilityType.COMPATIBLE) {
            throw new SchemaRegistryException(
                    Reason.INCOMPATIBLE,
                    "the latest version of subject %s cannot read what this version of %s writes: update this program, or register its schema"
                            .formatted(subject, own.getFullName()));
        }
    }
}
