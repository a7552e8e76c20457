package com.pickatime.imports.run.schedule;

import com.pickatime.platform.ids.BusinessId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When active connections are imported though nobody asked.
 *
 * @param time of the day
 * @param zone in which that is
 * @param spread over which businesses are spread after that time, each always at the same moment
 */
@Validated
@ConfigurationProperties("imports.schedule")
record ScheduleSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("01:00") LocalTime time,
        @DefaultValue("America/New_York") ZoneId zone,
        @DefaultValue("1h") Duration spread) {
    /** The last moment up to {@code now} at which an import of the business was due. */
    Instant lastDue(BusinessId businessId, Instant now) {
        var offset = offset(businessId);
        var day = now.atZone(zone).toLocalDate().plusDays(1);
        var due = ZonedDateTime.of(day, time, zone).plus(offset);
        while (due.toInstant().isAfter(now)) {
            day = day.minusDays(1);
            due = ZonedDateTime.of(day, time, zone).plus(offset);
        }
        return due.toInstant();
    }

    /** Spread evenly, and the same each day. */
    private Duration offset(BusinessId businessId) {
        long seconds = spread.toSeconds();
        return seconds == 0
                ? Duration.ZERO
                : Duration.ofSeconds(Math.floorMod(businessId.value().hashCode(), seconds));
    }
}
