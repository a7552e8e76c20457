package com.pickatime.contacts.reading;

import java.time.LocalDate;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/** Collects the fields of one entity; a null or an empty list leaves its field out. */
final class FieldCollector {

    private final BsonDocument document = new BsonDocument();

    BsonDocument document() {
        return document;
    }

    FieldCollector text(String field, @Nullable String value) {
        if (value != null) {
            document.append(field, new BsonString(value));
        }
        return this;
    }

    /** A text that must say something. */
    FieldCollector required(String field, String value) {
        if (value.isBlank()) {
            throw new RefusedException(RefusalReason.MISSING_FIELD);
        }
        return text(field, value);
    }

    FieldCollector texts(String field, List<String> values) {
        if (values.isEmpty()) {
            return this;
        }
        var array = new BsonArray(values.size());
        for (var value : values) {
            array.add(new BsonString(value));
        }
        document.append(field, array);
        return this;
    }

    /** As ISO 8601 text, which sorts and compares as dates do and has no time zone to go wrong. */
    FieldCollector date(String field, @Nullable LocalDate value) {
        return text(field, value == null ? null : value.toString());
    }

    FieldCollector flag(String field, boolean value) {
        document.append(field, BsonBoolean.valueOf(value));
        return this;
    }

    FieldCollector bytes(String field, byte[] value) {
        document.append(field, new BsonBinary(value));
        return this;
    }
}
