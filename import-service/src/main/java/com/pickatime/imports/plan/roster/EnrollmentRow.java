package com.pickatime.imports.plan.roster;

import com.pickatime.events.EnrollmentRole;
import com.pickatime.events.RecordType;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A person's place in a class, from {@code beginDate} (inclusive) to {@code endDate} (exclusive). */
public record EnrollmentRow(
        String sourceId,
        String classSourceId,
        String userSourceId,
        @Nullable String schoolSourceId,
        EnrollmentRole role,
        boolean primary,
        @Nullable LocalDate beginDate,
        @Nullable LocalDate endDate)
        implements RosterRow {

    @Override
    public RecordType type() {
        return RecordType.ENROLLMENT;
    }
}
