package com.pickatime.imports.plan.staging.result;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.roster.RosterRow;
import org.jspecify.annotations.Nullable;

/**
 * One step from what is stored to what the roster says.
 *
 * @param hash content hash of the row (16 bytes); null for a removal and a quarantine
 * @param row what shall be stored; null for a removal and a quarantine
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
        REMOVE,
        /** Of a person: stays as it is stored, and waits until somebody decides who it is. */
        QUARANTINE,
        /** As an update, of a person who waits for that no longer. */
        RELEASE
    }
}
