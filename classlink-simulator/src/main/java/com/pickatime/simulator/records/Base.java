package com.pickatime.simulator.records;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/**
 * What every OneRoster record starts with.
 *
 * @param sourcedId unique within the collection, opaque, case-sensitive
 * @param status {@code active}, or {@code tobedeleted} for what is listed only to say that it is no longer there
 * @param dateLastModified UTC with milliseconds
 * @param metadata whatever the district adds of its own
 */
public record Base(
        String sourcedId,
        String status,
        String dateLastModified,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> metadata) {

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** An active record. */
    public static Base of(String sourcedId, Instant modifiedAt) {
        return of(sourcedId, true, modifiedAt);
    }

    /** A record that is active, or else to be deleted. */
    public static Base of(String sourcedId, boolean active, Instant modifiedAt) {
        return new Base(sourcedId, active ? "active" : "tobedeleted", timestamp(modifiedAt), Map.of());
    }

    /** A time as OneRoster writes it. */
    public static String timestamp(Instant moment) {
        return TIMESTAMP.format(moment);
    }

    /** The same record, modified at another time. */
    public Base at(Instant modifiedAt) {
        return new Base(sourcedId, status, timestamp(modifiedAt), metadata);
    }

    /** The same record under another sourcedId. */
    public Base named(String newId) {
        return new Base(newId, status, dateLastModified, metadata);
    }

    /** The same record with an entry that OneRoster does not know. */
    public Base with(String key, String value) {
        return new Base(sourcedId, status, dateLastModified, Map.of(key, value));
    }
}
