package com.pickatime.imports.plan.roster;

import com.pickatime.events.RecordType;
import org.jspecify.annotations.Nullable;

/** A district, school or other organisation. */
public record OrgRow(
        String sourceId,
        String name,
        String orgType,
        @Nullable String identifier,
        @Nullable String parentSourceId) implements RosterRow {

    @Override
    public RecordType type() {
        return RecordType.ORG;
    }
}
