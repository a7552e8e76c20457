package com.pickatime.imports.plan.roster;

import com.pickatime.events.RecordType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A class section; who teaches it and who sits in it is in the enrollments. */
public record ClassRow(
        String sourceId,
        String title,
        @Nullable String classCode,
        @Nullable String classType,
        @Nullable String location,
        @Nullable String courseSourceId,
        @Nullable String schoolSourceId,
        List<String> termSourceIds,
        List<String> grades,
        List<String> subjects,
        List<String> periods)
        implements RosterRow {

    public ClassRow {
        termSourceIds = RosterRow.canonical(termSourceIds);
        grades = RosterRow.canonical(grades);
        subjects = RosterRow.canonical(subjects);
        periods = RosterRow.canonical(periods);
    }

    @Override
    public RecordType type() {
        return RecordType.CLASS;
    }
}
