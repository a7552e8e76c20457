package com.pickatime.web.setup;

import com.pickatime.platform.access.AccessLevel;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One deletion of all contacts of a level and of those below it.
 *
 * @param by subject of who asked for it
 * @param contacts deleted so far
 * @param leftOut of them, those that undoing did not bring back
 * @param undoUntil null if it cannot be undone
 * @param reason why nothing was deleted; null if anything was
 */
record Clearing(
        String clearingId,
        AccessLevel level,
        String state,
        Instant at,
        String by,
        long contacts,
        long leftOut,
        @Nullable Instant undoUntil,
        @Nullable String reason) {

    private static final Set<String> UNDER_WAY = Set.of("CHECKING", "DELETING", "UNDOING", "FORGETTING");

    /**
     * What a clearing would delete, and what has to be typed for that.
     *
     * @param byLevel how many of each level
     * @param inRoster how many the next import brings back
     * @param ownContacts how many no import brings back
     * @param digest names exactly these contacts as they are
     */
    record Preview(
            AccessLevel level,
            long contacts,
            Map<AccessLevel, Long> byLevel,
            long inRoster,
            long ownContacts,
            long givenLevels,
            long overridden,
            long links,
            String digest,
            String confirmation) {}

    public boolean isUnderWay() {
        return UNDER_WAY.contains(state);
    }

    public boolean canBeUndone(Instant now) {
        return undoUntil != null && undoUntil.isAfter(now);
    }
}
