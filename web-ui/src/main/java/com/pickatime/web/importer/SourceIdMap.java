package com.pickatime.web.importer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The map of source IDs that a held import proposes, as the import service tells it.
 *
 * @param mapDigest names exactly this map
 * @param pairs of all of it
 * @param items the first of them
 */
record SourceIdMap(String mapDigest, long pairs, List<Pair> items) {

    record Pair(String oldSourceId, String newSourceId, String rule) {}

    /**
     * How the contact service moves source IDs.
     *
     * @param job the last that it did of the business; null for none
     */
    record Moves(@Nullable Job job) {

        List<Job> known() {
            return job == null ? List.of() : List.of(job);
        }
    }

    /** @param pairs lines of its map */
    record Job(String state, long pairs, long moved, long refused) {

        public boolean isRunning() {
            return "RUNNING".equals(state);
        }
    }
}
