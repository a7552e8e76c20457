package com.pickatime.contacts.completion;

import com.pickatime.events.ImportSummary;
import com.pickatime.events.RosterDigestValue;
import com.pickatime.schemas.digest.RosterDigest;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * An import's summary as fields that anybody can read in the store, named as in its schema.
 *
 * <p>By the schema and not field by field, so that none can be forgotten here when the summary gets another one.
 */
final class SummaryFields {

    private static final SpecificData AVRO = SpecificData.get();

    private SummaryFields() {}

    static Document of(ImportSummary summary) {
        return document(summary);
    }

    /**
     * The summary again, with the schema's defaults where an older version kept less.
     *
     * @throws RuntimeException if the fields are not those of a summary
     */
    static ImportSummary read(Document fields) {
        return (ImportSummary) record(ImportSummary.getClassSchema(), fields);
    }

    private static Document document(SpecificRecord record) {
        var document = new Document();
        for (var field : record.getSchema().getFields()) {
            document.append(field.name(), kept(record.get(field.pos())));
        }
        return document;
    }

    private static @Nullable Object kept(@Nullable Object value) {
        if (value instanceof SpecificRecord record) {
            return document(record);
        }
        if (value instanceof List<?> items) {
            return items.stream().map(SummaryFields::kept).toList();
        }
        if (value instanceof Enum<?> symbol) {
            return symbol.name();
        }
        if (value instanceof RosterDigestValue digest) {
            return RosterDigest.fromAvro(digest).toHex();
        }
        return value instanceof Instant time ? Date.from(time) : value;
    }

    private static SpecificRecord record(Schema schema, Document document) {
        var record = (SpecificRecord) AVRO.newRecord(null, schema);
        for (var field : schema.getFields()) {
            var value = document.get(field.name());
            record.put(field.pos(), value == null ? AVRO.getDefaultValue(field) : value(field.schema(), value));
        }
        return record;
    }

    private static Object value(Schema schema, Object kept) {
        return switch (schema.getType()) {
            case RECORD -> record(schema, (Document) kept);
            case ARRAY ->
                ((List<?>) kept)
                        .stream()
                                .map(item -> value(schema.getElementType(), item))
                                .toList();
            case ENUM -> AVRO.createEnum(known(schema, (String) kept), schema);
            case FIXED -> RosterDigest.fromHex((String) kept).toAvro();
            default -> kept instanceof Date time ? time.toInstant() : kept;
        };
    }

    /** What a newer version kept may have symbols that this one does not know. */
    private static String known(Schema schema, String symbol) {
        return schema.hasEnumSymbol(symbol) ? symbol : schema.getEnumDefault();
    }
}
