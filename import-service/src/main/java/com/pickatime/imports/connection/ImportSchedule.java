package com.pickatime.imports.connection;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When a business's roster is imported though nobody asks.
 *
 * @param enabled whether it is
 * @param cron of six fields, as Spring reads it; null for the daily time of the installation
 * @param zone in which that, and the blackouts, are; an IANA id. Null for the connection's zone, or the installation's
 * @param blackouts days without scheduled imports
 */
public record ImportSchedule(
        boolean enabled, @Nullable String cron, @Nullable String zone, List<Blackout> blackouts) {

    public static final ImportSchedule DEFAULT = new ImportSchedule(true, null, null, List.of());

    public ImportSchedule {
        blackouts = List.copyOf(Objects.requireNonNullElse(blackouts, List.of()));
    }

    /** From the beginning of one day to the end of another. */
    public record Blackout(LocalDate from, LocalDate to) {

        boolean covers(LocalDate day) {
            return !day.isBefore(from) && !day.isAfter(to);
        }
    }

    public boolean isBlackout(LocalDate day) {
        return blackouts.stream().anyMatch(blackout -> blackout.covers(day));
    }
}
