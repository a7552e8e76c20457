package com.pickatime.imports.plan.staging.row;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.schemas.topics.RosterPayloads;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * What a row's content hash is taken over, {@value #VERSION} being the version of this form:
 *
 * <pre>
 * form    = number({@value #VERSION}) text(type) text(sourceId) { text(name of the field) value }
 * text    = number(length in bytes) UTF-8
 * value   = text              of a text, of an enum's symbol, of a date as YYYY-MM-DD, of true or false
 *         | number(length in bytes) bytes
 *         | number(length of the list) { value }
 * number  = 4 bytes, the highest first
 * </pre>
 *
 * <p>Fields stand in the order of the payload's schema. One that is null, empty or what the schema gives it by default is left
 * out: so a field that a new version of the schema adds, which has a default, changes nothing of a row that has nothing in it.
 * What will be sealed stands in clear; lists are sorted and hold no value twice, as {@link RosterRow} says. The type and the
 * source ID are part of it, so that the hashes of two children with one birth date differ.
 *
 * <p>The hash decides whether a record is published: another form, or another default of a field, publishes every record of every
 * district once more.
 */
public final class CanonicalForm {

    static final int VERSION = 1;

    private static final Map<Schema, List<Field>> FIELDS = new ConcurrentHashMap<>();

    private CanonicalForm() {}

    /** A field of a payload, as much of it as the form needs. */
    private record Field(
            int position, byte[] name, @Nullable Object absent) {

        static Field of(Schema.Field field) {
            return new Field(
                    field.pos(),
                    field.name().getBytes(StandardCharsets.UTF_8),
                    field.hasDefaultValue() ? SpecificData.get().getDefaultValue(field) : null);
        }

        boolean isAbsent(@Nullable Object value) {
            return value == null
                    || value.equals(absent)
                    || (value instanceof String text && text.isEmpty())
                    || (value instanceof Collection<?> list && list.isEmpty());
        }
    }

    /** The bytes of a row. */
    public static byte[] of(RosterRow row) {
        return of(row.type(), row.sourceId(), row.payload());
    }

    static byte[] of(RecordType type, String sourceId, IndexedRecord payload) {
        var out = new ByteArrayOutputStream(256);
        number(out, VERSION);
        text(out, type.name());
        text(out, sourceId);
        for (var field : FIELDS.computeIfAbsent(payload.getSchema(), CanonicalForm::fields)) {
            var value = payload.get(field.position());
            if (!field.isAbsent(value)) {
                bytes(out, field.name());
                value(out, value);
            }
        }
        return out.toByteArray();
    }

    private static List<Field> fields(Schema schema) {
        return schema.getFields().stream().map(Field::of).toList();
    }

    private static void value(ByteArrayOutputStream out, Object value) {
        if (value instanceof Collection<?> list) {
            number(out, list.size());
            list.forEach(element -> value(out, element));
        } else if (value instanceof ByteBuffer buffer) {
            bytes(out, RosterPayloads.bytes(buffer));
        } else if (value instanceof CharSequence
                || value instanceof Boolean
                || value instanceof LocalDate
                || value instanceof GenericEnumSymbol) {
            text(out, value.toString());
        } else {
            throw new IllegalArgumentException("no form is known for " + value.getClass());
        }
    }

    private static void text(ByteArrayOutputStream out, String value) {
        bytes(out, value.getBytes(StandardCharsets.UTF_8));
    }

    private static void bytes(ByteArrayOutputStream out, byte[] value) {
        number(out, value.length);
        out.writeBytes(value);
    }

    private static void number(ByteArrayOutputStream out, int value) {
        out.write(value >>> 24);
        out.write(value >>> 16);
        out.write(value >>> 8);
        out.write(value);
    }
}
