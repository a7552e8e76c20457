package com.pickatime.imports.plan.staging.row;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads what {@link CanonicalWriter} wrote, in the same order. */
final class CanonicalReader {

    private final ByteBuffer bytes;

    CanonicalReader(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    @Nullable
    String text() {
        int length = bytes.getInt();
        if (length < 0) {
            return null;
        }
        var value = new String(bytes.array(), bytes.position(), length, StandardCharsets.UTF_8);
        bytes.position(bytes.position() + length);
        return value;
    }

    String required() {
        return Objects.requireNonNull(text(), "a value that is never absent");
    }

    List<String> texts() {
        return IntStream.range(0, bytes.getInt()).mapToObj(i -> required()).toList();
    }

    @Nullable
    LocalDate date() {
        var value = text();
        return value == null ? null : LocalDate.parse(value);
    }

    boolean flag() {
        return bytes.get() == 1;
    }
}
