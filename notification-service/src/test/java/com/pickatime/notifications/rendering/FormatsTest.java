package com.pickatime.notifications.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTest {

    private static final Instant START = Instant.parse("2026-12-30T23:59:59Z");

    private final Formats formats = new Formats(ZoneId.of("America/Chicago"), Locale.US);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PT0S | less than a second",
                "PT-3S | less than a second",
                "PT59.9S | 59 s",
                "PT1M | 1 min 0 s",
                "PT12M5S | 12 min 5 s",
                "PT1H5M9S | 1 h 5 min",
                "PT26H | 26 h 0 min"
            })
    void writesDurationsInTheirTwoLargestUnits(Duration duration, String words) {
        assertThat(formats.duration(START, START.plus(duration))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0 | 0 rows", "1 | 1 row", "999 | 999 rows", "1234567 | 1,234,567 rows"})
    void countsWithGroupingAndTheRightNoun(long number, String words) {
        assertThat(formats.count(number, "row", "rows")).isEqualTo(words);
    }

    @Test
    void writesFingerprintsAsCertificateViewersDo() {
        assertThat(formats.fingerprint("0aff10")).isEqualTo("0A:FF:10");
    }

    @Test
    void writesTheCalendarYearAtTheTurnOfTheYear() {
        assertThat(formats.time(START)).isEqualTo("December 30, 2026, 5:59 PM CST");
        assertThat(formats.time(Instant.parse("2027-01-01T05:59:59Z"))).isEqualTo("December 31, 2026, 11:59 PM CST");
        assertThat(formats.time(Instant.parse("2026-07-01T05:00:00Z"))).isEqualTo("July 1, 2026, 12:00 AM CDT");
    }
}
