package com.pickatime.simulator.records;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * What every OneRoster record starts with.
 *
 * @param sourcedId unique within the collection, opaque, case-sensitive
 * @param status {@code active}
 * @param dateLastModified UTC with milliseconds
 */
public record Base(String sourcedId, String status, String dateLastModified) {

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** An active record. */
    public static Base of(String sourcedId, Instant modifiedAt) {
        return new Base(sourcedId, "active", TIMESTAMP.format(modifiedAt));
    }
}
