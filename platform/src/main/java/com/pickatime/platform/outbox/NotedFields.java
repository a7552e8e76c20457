package com.pickatime.platform.outbox;

import java.time.Instant;
import java.util.Date;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Records of strings, numbers, moments, enums and other such records as they are kept in a document until they are told. */
final class NotedFields {

    private NotedFields() {}

    static Document of(SpecificRecord noted) {
        var fields = new Document();
        noted.getSchema().getFields().forEach(field -> fields.append(field.name(), kept(noted.get(field.pos()))));
        return fields;
    }

    private static @Nullable Object kept(@Nullable Object value) {
        if (value instanceof SpecificRecord inner) {
            return of(inner);
        }
        if (value instanceof Instant moment) {
            return Date.from(moment);
        }
        return value instanceof Enum<?> symbol ? symbol.name() : value;
    }

    /** What a release before this one kept lacks what was added since, and has its default. */
    static SpecificRecord record(Schema schema, Document fields) {
        var noted = (SpecificRecord) SpecificData.get().newRecord(null, schema);
        schema.getFields()
                .forEach(field -> noted.put(
                        field.pos(),
                        fields.containsKey(field.name())
                                ? told(field.schema(), fields.get(field.name()))
                                : SpecificData.get().getDefaultValue(field)));
        return noted;
    }

    private static @Nullable Object told(Schema schema, @Nullable Object kept) {
        if (kept == null) {
            return null;
        }
        return switch (schema.getType()) {
            case RECORD -> record(schema, (Document) kept);
            case ENUM -> SpecificData.get().createEnum((String) kept, schema);
            case LONG ->
                schema.getLogicalType() instanceof LogicalTypes.TimestampMillis ? ((Date) kept).toInstant() : kept;
            default -> kept;
        };
    }
}
