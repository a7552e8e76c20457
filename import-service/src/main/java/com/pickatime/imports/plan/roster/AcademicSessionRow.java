package com.pickatime.imports.plan.roster;

import com.pickatime.events.RecordType;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A term, semester, grading period or school year; {@code endDate} is exclusive, as OneRoster says. */
public record AcademicSessionRow(
        String sourceId,
        String title,
        String sessionType,
        @Nullable LocalDate startDate,
        @Nullable LocalDate endDate,
        @Nullable String schoolYear,
        @Nullable String parentSourceId)
        implements RosterRow {

    @Override
    public RecordType type() {
        return RecordType.ACADEMIC_SESSION;
    }
}
