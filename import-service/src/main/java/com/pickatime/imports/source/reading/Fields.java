package com.pickatime.imports.source.reading;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads single fields of a record, and says what is wrong with those that cannot be read. */
final class Fields {

    private static final int ISO_DATE_LENGTH = 10;

    /** OneRoster: fewer than 256 characters. */
    private static final int LONGEST_SOURCE_ID = 255;

    private final SourceRecord source;

    Fields(SourceRecord source) {
        this.source = source;
    }

    String sourceId() {
        return checkedId("sourcedId", source.sourceId());
    }

    String required(String field) {
        var text = source.text(field);
        if (text == null) {
            throw new UnreadableRowException(field, "is missing");
        }
        return text;
    }

    String requiredReference(String field) {
        return checkedId(field, source.reference(field));
    }

    /** ISO 8601, of which only the date counts; null when blank. */
    @Nullable
    LocalDate date(String field) {
        var text = source.text(field);
        if (text == null) {
            return null;
        }
        try {
            boolean withTime = text.length() > ISO_DATE_LENGTH && text.charAt(ISO_DATE_LENGTH) == 'T';
            return LocalDate.parse(withTime ? text.substring(0, ISO_DATE_LENGTH) : text);
        } catch (DateTimeException e) {
            throw new UnreadableRowException(field, "is not a date written as YYYY-MM-DD");
        }
    }

    /** What seen districts write for true and false; {@code absent} when blank. */
    boolean flag(String field, boolean absent) {
        var text = source.text(field);
        if (text == null) {
            return absent;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes" -> true;
            case "false", "0", "no" -> false;
            default -> throw new UnreadableRowException(field, "is neither true nor false");
        };
    }

    /** When the source last changed the record; null when it does not say so in a way that can be compared. */
    @Nullable
    Instant modifiedAt() {
        var text = source.text("dateLastModified");
        if (text == null) {
            return null;
        }
        try {
            return text.length() == ISO_DATE_LENGTH
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static String checkedId(String field, @Nullable String id) {
        if (id == null) {
            throw new UnreadableRowException(field, "is missing");
        }
        if (id.length() > LONGEST_SOURCE_ID) {
            throw new UnreadableRowException(field, "is longer than " + LONGEST_SOURCE_ID + " characters");
        }
        return id;
    }
}
