package com.pickatime.imports.plan.roster;

import com.pickatime.events.RecordType;
import org.jspecify.annotations.Nullable;

/** A course that classes are sections of. */
public record CourseRow(
        String sourceId,
        String title,
        @Nullable String courseCode,
        @Nullable String schoolYearSourceId,
        @Nullable String orgSourceId)
        implements RosterRow {

    @Override
    public RecordType type() {
        return RecordType.COURSE;
    }
}
