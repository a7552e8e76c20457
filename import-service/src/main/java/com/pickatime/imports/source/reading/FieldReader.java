package com.pickatime.imports.source.reading;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads single fields of a record, and says what is wrong with those that cannot be read. A field that a row can do without
 * is left blank then, and counted.
 */
final class FieldReader {

    private static final int ISO_DATE_LENGTH = 10;

    /** OneRoster: fewer than 256 characters. */
    private static final int LONGEST_SOURCE_ID = 255;

    /**
     * What RFC 5322 allows before the sign unless it is quoted, and names of hosts, both with the letters of any script (RFC
     * 6531). What was copied along, such as {@code mailto:} or brackets, makes an address that nobody receives anything at.
     */
    private static final Pattern EMAIL = Pattern.compile("(?!')[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~.-]{1,64}"
            + "@(?:[\\p{L}\\p{M}\\p{N}_](?:[\\p{L}\\p{M}\\p{N}_-]{0,61}[\\p{L}\\p{M}\\p{N}_])?\\.)+"
            + "\\p{L}[\\p{L}\\p{M}\\p{N}-]{0,61}[\\p{L}\\p{M}\\p{N}]");

    private final SourceRecord source;
    private final BlankedFields blanked;

    FieldReader(SourceRecord source, BlankedFields blanked) {
        this.source = source;
        this.blanked = blanked;
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

    /** A name of a person, or the empty text. */
    String name(String field) {
        var text = source.text(field);
        return text == null || NullWords.isNoValue(text) ? "" : text;
    }

    /** Null when blank, or a word for it. */
    @Nullable
    String optional(String field) {
        var text = source.text(field);
        return text == null || NullWords.isNothing(text) ? null : text;
    }

    /** What the first of these fields holds that is not blank; null if all are. */
    @Nullable
    String optionalOf(String... fields) {
        return Stream.of(fields)
                .map(this::optional)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Those that are no word for nothing. */
    List<String> optionals(String field) {
        return source.texts(field).stream()
                .filter(text -> !NullWords.isNothing(text))
                .toList();
    }

    /** An address that can be written to, or null. */
    @Nullable
    String email(String field) {
        var text = optional(field);
        if (text == null || EMAIL.matcher(text).matches()) {
            return text;
        }
        blanked.count(field, "is no e-mail address");
        return null;
    }

    /** Null when blank. */
    @Nullable
    LocalDate date(String field) {
        var text = optional(field);
        return text == null ? null : Dates.read(field, text, source::dateOrder);
    }

    /** Null also when it cannot be read. */
    @Nullable
    LocalDate optionalDate(String field) {
        var text = optional(field);
        if (text == null || Dates.isFiller(text)) {
            return null;
        }
        try {
            return Dates.read(field, text, source::dateOrder);
        } catch (UnreadableRowException e) {
            blanked.count(field, e.reason());
            return null;
        }
    }

    /** What districts write for true and false; {@code absent} when blank, or when it cannot be read. */
    boolean flag(String field, boolean absent) {
        var text = optional(field);
        if (text == null) {
            return absent;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "y", "t" -> true;
            case "false", "0", "no", "n", "f" -> false;
            default -> {
                blanked.count(field, "is neither true nor false");
                yield absent;
            }
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
