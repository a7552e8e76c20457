package com.pickatime.imports.run.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.platform.ids.BusinessId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleSettingsTest {

    private static final ScheduleSettings AT_ONE = times(Duration.ZERO);

    @ParameterizedTest
    @CsvSource({
        // New York is five hours behind in winter, four in summer
        "2026-11-24T06:00:00Z, 2026-11-24T06:00:00Z",
        "2026-11-24T05:59:59Z, 2026-11-23T06:00:00Z",
        "2026-07-01T05:00:00Z, 2026-07-01T05:00:00Z",
        "2026-12-31T23:00:00Z, 2026-12-31T06:00:00Z",
        "2027-01-01T05:00:00Z, 2026-12-31T06:00:00Z",
        // clocks go back on 1 November and forward on 14 March
        "2026-11-01T12:00:00Z, 2026-11-01T05:00:00Z",
        "2027-03-14T12:00:00Z, 2027-03-14T06:00:00Z"
    })
    void isDueEachNightInItsZone(Instant now, Instant due) {
        assertThat(AT_ONE.lastDue(new BusinessId("springfield"), now)).isEqualTo(due);
    }

    @Test
    void spreadsBusinessesAndKeepsEachAtItsTime() {
        var times = times(Duration.ofHours(1));
        var now = Instant.parse("2026-11-24T12:00:00Z");
        var first = Instant.parse("2026-11-24T06:00:00Z");

        var due = IntStream.range(0, 200)
                .mapToObj(i -> times.lastDue(new BusinessId("business-" + i), now))
                .toList();

        assertThat(due).allSatisfy(moment -> assertThat(moment).isBetween(first, first.plus(Duration.ofHours(1))));
        assertThat(due.stream().distinct().count()).isGreaterThan(100);
        assertThat(times.lastDue(new BusinessId("business-7"), now.plus(Duration.ofDays(1))))
                .isEqualTo(due.get(7).plus(Duration.ofDays(1)));
    }

    @Test
    void isNeverDueInTheFuture() {
        var times = times(Duration.ofHours(23));
        var now = Instant.parse("2026-11-24T06:30:00Z");

        assertThat(IntStream.range(0, 200).mapToObj(i -> times.lastDue(new BusinessId("business-" + i), now)))
                .allSatisfy(moment -> assertThat(moment).isBeforeOrEqualTo(now));
    }

    private static ScheduleSettings times(Duration spread) {
        return new ScheduleSettings(true, LocalTime.of(1, 0), ZoneId.of("America/New_York"), spread);
    }
}
