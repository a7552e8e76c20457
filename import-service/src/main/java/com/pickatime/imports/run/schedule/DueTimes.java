package com.pickatime.imports.run.schedule;

import com.pickatime.imports.connection.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/** When imports of a business are due, by its own schedule or by the installation's. */
final class DueTimes {

    /** What was due longer ago is not looked for. */
    private static final Duration LOOK_BACK = Duration.ofDays(400);

    private final ScheduleSettings settings;

    DueTimes(ScheduleSettings settings) {
        this.settings = settings;
    }

    /**
     * The last moment up to {@code now} at which an import was due; null if none was since the connection's last one.
     *
     * <p>A schedule is read by the clock on the wall: what it has in an hour that a day lacks is done an hour later, and what it has
     * in one that a day has twice is done once.
     */
    @Nullable
    Instant last(Connection connection, Instant now) {
        var through = Objects.requireNonNullElse(connection.scheduledThrough(), Instant.MIN);
        var cron = connection.configuration().options().schedule().cron();
        if (cron == null) {
            var due = settings.lastDue(connection.businessId(), now);
            return due.isAfter(through) ? due : null;
        }
        var since = now.minus(LOOK_BACK);
        return last(CronExpression.parse(cron), zone(connection), through.isAfter(since) ? through : since, now);
    }

    /** Whether no import of the business shall begin by itself on the day that it is there at this moment. */
    boolean isBlackout(Connection connection, Instant moment) {
        return connection
                .configuration()
                .options()
                .schedule()
                .isBlackout(moment.atZone(zone(connection)).toLocalDate());
    }

    private ZoneId zone(Connection connection) {
        var configuration = connection.configuration();
        var own = configuration.options().schedule().zone();
        var id = own == null ? configuration.timeZone() : own;
        return id == null ? settings.zone() : ZoneId.of(id);
    }

    private static @Nullable Instant last(CronExpression cron, ZoneId zone, Instant after, Instant now) {
        Instant last = null;
        // an hour before and after, for the clocks may have been put forward or back between
        var next = cron.next(LocalDateTime.ofInstant(after, zone).minusHours(1));
        var end = LocalDateTime.ofInstant(now, zone).plusHours(1);
        while (next != null && !next.isAfter(end)) {
            var due = next.atZone(zone).toInstant();
            if (due.isAfter(after) && !due.isAfter(now) && (last == null || due.isAfter(last))) {
                last = due;
            }
            next = cron.next(next);
        }
        return last;
    }
}
