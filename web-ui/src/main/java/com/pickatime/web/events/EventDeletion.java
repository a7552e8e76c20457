package com.pickatime.web.events;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One deletion of all events but those that were kept, as conference-service shows it.
 *
 * @param by subject of who asked for it
 * @param conferences how many events it deleted
 * @param undoUntil null if it cannot be undone
 */
record EventDeletion(
        String deletionId,
        String state,
        Instant at,
        String by,
        int conferences,
        long slots,
        long appointments,
        @Nullable Instant undoUntil) {

    static final String ALL = "/businesses/{business}/conference-deletions";
    static final String ONE = ALL + "/{deletion}";

    /**
     * What a deletion would take away, and what has to be typed for that.
     *
     * @param kept ids of the events that stay
     * @param upcoming appointments that are not over
     * @param digest names exactly these events as they are
     */
    record Preview(
            List<String> kept,
            List<Deleted> conferences,
            long slots,
            long appointments,
            long upcoming,
            String digest,
            String confirmation) {}

    /** @param firstDay of its slots; null where it has none */
    record Deleted(
            String conferenceId,
            String name,
            @Nullable LocalDate firstDay,
            @Nullable LocalDate lastDay,
            boolean past,
            long slots,
            long appointments,
            long upcoming) {}

    public boolean isUnderWay() {
        return state.equals("CHECKING");
    }

    public boolean canBeUndone(Instant now) {
        return undoUntil != null && undoUntil.isAfter(now);
    }
}
