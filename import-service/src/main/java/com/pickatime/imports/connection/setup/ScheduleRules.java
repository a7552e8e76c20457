package com.pickatime.imports.connection.setup;

import com.pickatime.imports.connection.setup.OptionsRequest.BlackoutRequest;
import com.pickatime.imports.connection.setup.OptionsRequest.ScheduleRequest;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/** What the schedule of a business must be like. */
final class ScheduleRules {

    private static final String PREFIX = "options.schedule.";
    private static final int MOST_A_DAY = 24;
    private static final int MOST_BLACKOUTS = 50;

    /** Any will do: what a cron expression means is the same each year, but for leap days. */
    private static final LocalDateTime SOME_DAY =
            LocalDateTime.of(2024, 1, 1, 0, 0).minusNanos(1);

    private ScheduleRules() {}

    static void check(Map<String, String> errors, @Nullable ScheduleRequest schedule) {
        if (schedule == null) {
            return;
        }
        if (schedule.cron() != null && !schedule.cron().isBlank()) {
            var problem = problem(cron(schedule.cron()));
            if (problem != null) {
                errors.put(PREFIX + "cron", problem);
            }
        }
        if (schedule.zone() != null
                && !schedule.zone().isBlank()
                && !ZoneId.getAvailableZoneIds().contains(schedule.zone())) {
            errors.put(
                    PREFIX + "zone",
                    "must be a time zone's id in the IANA list, like America/Chicago, written just so");
        }
        if (schedule.blackouts() != null) {
            blackouts(errors, schedule.blackouts());
        }
    }

    /** A time of the day as the expression that means it; anything else as it is. */
    static String cron(String text) {
        try {
            var time = LocalTime.parse(text.strip());
            return "%d %d %d * * *".formatted(time.getSecond(), time.getMinute(), time.getHour());
        } catch (DateTimeParseException notATime) {
            return text.strip();
        }
    }

    private static @Nullable String problem(String cron) {
        if (!CronExpression.isValidExpression(cron)) {
            return "must be a time of the day like 01:00, or a cron expression of six fields like 0 0 1 * * MON-FRI"
                    + " (second, minute, hour, day of month, month, day of week)";
        }
        var expression = CronExpression.parse(cron);
        var first = expression.next(SOME_DAY);
        if (first == null) {
            return "never comes: no day of the calendar fits it";
        }
        int times = 0;
        for (var next = first;
                next != null && next.toLocalDate().equals(first.toLocalDate());
                next = expression.next(next)) {
            times++;
            if (times > MOST_A_DAY) {
                return "must not come more often than " + MOST_A_DAY + " times a day";
            }
        }
        return null;
    }

    private static void blackouts(Map<String, String> errors, List<@Nullable BlackoutRequest> blackouts) {
        if (blackouts.size() > MOST_BLACKOUTS) {
            errors.put(PREFIX + "blackouts", "must be at most " + MOST_BLACKOUTS);
            return;
        }
        for (int i = 0; i < blackouts.size(); i++) {
            var field = PREFIX + "blackouts[" + i + "]";
            var blackout = blackouts.get(i);
            var from = blackout == null ? null : day(errors, field + ".from", blackout.from());
            var to = blackout == null ? null : day(errors, field + ".to", blackout.to());
            if (blackout == null) {
                errors.put(field, "must have a first and a last day");
            } else if (from != null && to != null && to.isBefore(from)) {
                errors.put(field + ".to", "must not be before the first day");
            }
        }
    }

    private static @Nullable LocalDate day(Map<String, String> errors, String field, @Nullable String text) {
        try {
            return LocalDate.parse(text == null ? "" : text.strip());
        } catch (DateTimeParseException e) {
            errors.put(field, "must be a date like 2027-06-15");
            return null;
        }
    }
}
