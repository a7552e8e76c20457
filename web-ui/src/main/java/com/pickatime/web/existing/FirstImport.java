package com.pickatime.web.existing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about the contacts that were made here before there was a roster.
 *
 * @param decision null until it is made
 * @param at null until it is made
 * @param ownContacts how many there are, by role
 */
record FirstImport(@Nullable String decision, @Nullable Instant at, Map<String, Long> ownContacts) {

    public boolean isFor(String asked) {
        return asked.equals(decision);
    }

    /** The largest group first. */
    public List<Map.Entry<String, Long>> byRole() {
        return ownContacts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }
}
