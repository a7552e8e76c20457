package com.pickatime.web.importer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the roster comes from.
 *
 * @param administrators addresses that imports are told to
 * @param timeZone null where nobody entered one
 * @param pausedBy null unless it is paused
 */
record Connection(
        String businessName,
        String source,
        List<String> administrators,
        @Nullable String timeZone,
        String state,
        @Nullable String pausedBy) {

    public boolean isForFiles() {
        return "FILE".equals(source);
    }

    public boolean isActive() {
        return "ACTIVE".equals(state);
    }

    /** Whether it can be tried, without changing anything. */
    public boolean isForDryRuns() {
        return isActive() || "CONFIGURED".equals(state);
    }

    /** Names nobody. */
    @Override
    public String toString() {
        return "Connection[" + source + ", " + state + "]";
    }
}
