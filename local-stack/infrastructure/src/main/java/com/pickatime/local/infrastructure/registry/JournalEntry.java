package com.pickatime.local.infrastructure.registry;

import org.jspecify.annotations.Nullable;

/**
 * One change of the registry as its file keeps it: a registered schema, or a compatibility level that was set.
 *
 * @param subject null for the level that holds for every subject without its own
 * @param schema null in an entry about a level
 * @param level null in an entry about a schema, or when a subject's own level was taken away
 */
record JournalEntry(
        @Nullable String subject,
        int version,
        int id,
        @Nullable String schema,
        @Nullable CompatibilityLevel level) {

    static JournalEntry of(RegisteredSchema schema) {
        return new JournalEntry(schema.subject(), schema.version(), schema.id(), schema.text(), null);
    }

    static JournalEntry of(@Nullable String subject, @Nullable CompatibilityLevel level) {
        return new JournalEntry(subject, 0, 0, null, level);
    }
}
