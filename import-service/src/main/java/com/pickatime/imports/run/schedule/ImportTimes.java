package com.pickatime.imports.run.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;

/** Says when a business's scheduled imports are due. */
final class ImportTimes {

    private final ScheduleSettings settings;

    ImportTimes(ScheduleSettings settings) {
        this.settings = settings;
    }

    /** The last moment up to {@code now} at which an import of the business was due. */
    Instant lastDue(String businessId, Instant now) {
        var offset = offset(businessId);
        var today = now.atZone(settings.zone()).toLocalDate().plusDays(1);
        var due = ZonedDateTime.of(today, settings.time(), settings.zone()).plus(offset);
        while (due.toInstant().isAfter(now)) {
            today = today.minusDays(1);
            due = ZonedDateTime.of(today, settings.time(), settings.zone()).plus(offset);
        }
        return due.toInstant();
    }

    /** Spread evenly, and the same each day. */
    private Duration offset(String businessId) {
        long seconds = settings.spread().toSeconds();
        return seconds == 0 ? Duration.ZERO : Duration.ofSeconds(Math.floorMod(businessId.hashCode(), seconds));
    }
}
