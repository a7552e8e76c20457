package com.pickatime.sso.saml;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Times as SAML writes them: xs:dateTime in UTC, SAML core 1.3.3. */
public final class SamlTime {

    private SamlTime() {}

    /**
     * Reads a time; one without a zone is UTC, and a zone that some senders use against the rule is honoured.
     *
     * @throws java.time.DateTimeException when it is no time
     */
    public static Instant parse(String text) {
        var read = DateTimeFormatter.ISO_DATE_TIME.parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from);
        return read instanceof OffsetDateTime zoned
                ? zoned.toInstant()
                : LocalDateTime.from(read).toInstant(ZoneOffset.UTC);
    }

    /** Writes a time to the millisecond; finer parts are not to be relied on, SAML core 1.3.3. */
    public static String format(Instant time) {
        return DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.MILLIS));
    }
}
