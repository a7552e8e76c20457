package com.pickatime.imports.plan.staging.row;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes values so that no two different sequences of them give the same bytes: everything of variable length has its
 * length before it, and an absent value is written as such.
 */
final class CanonicalWriter {

    private static final int ABSENT = -1;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

    CanonicalWriter text(@Nullable String value) {
        if (value == null) {
            return number(ABSENT);
        }
        var utf8 = value.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        bytes.writeBytes(utf8);
        return this;
    }

    CanonicalWriter texts(List<String> values) {
        number(values.size());
        values.forEach(this::text);
        return this;
    }

    CanonicalWriter date(@Nullable LocalDate value) {
        return text(value == null ? null : value.toString());
    }

    CanonicalWriter flag(boolean value) {
        bytes.write(value ? 1 : 0);
        return this;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    private CanonicalWriter number(int value) {
        bytes.write(value >>> 24);
        bytes.write(value >>> 16);
        bytes.write(value >>> 8);
        bytes.write(value);
        return this;
    }
}
