package com.pickatime.imports.plan.staging.result;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.RosterRow;
import org.jspecify.annotations.Nullable;

/**
 * One step from what is stored to what the roster says.
 *
 * @param hash content hash of the row (16 bytes); null for a removal
 * @param row what shall be stored; null for a removal
 */
public record Change(
        RecordType type,
        String sourceId,
        Kind kind,
        byte @Nullable [] hash,
        @Nullable RosterRow row) {

    /** What happens to the entity. */
    public enum Kind {
        ADD,
        UPDATE,
        REMOVE
    }
}
