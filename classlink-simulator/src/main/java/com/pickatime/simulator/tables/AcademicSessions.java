package com.pickatime.simulator.tables;

import com.pickatime.simulator.people.Blueprint;
import com.pickatime.simulator.records.AcademicSession;
import com.pickatime.simulator.records.AcademicSession.Span;
import com.pickatime.simulator.records.Base;
import com.pickatime.simulator.records.Entity;
import com.pickatime.simulator.records.GuidRef;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The school year, its semesters and their quarters. */
final class AcademicSessions {

    static final String FULL_YEAR = "FY";
    static final String FIRST_SEMESTER = "S1";
    static final String SECOND_SEMESTER = "S2";

    private static final String QUARTER = "gradingPeriod";

    private final Blueprint blueprint;

    private AcademicSessions(Blueprint blueprint) {
        this.blueprint = blueprint;
    }

    static RecordTable of(Blueprint blueprint) {
        return new ListedTable<>(
                new AcademicSessions(blueprint).all(), session -> session.span().type());
    }

    /** Whether a session is a part of the one with this sourcedId. */
    static boolean isWithin(Entity session, String parent) {
        return session instanceof AcademicSession part
                && part.parent() != null
                && part.parent().sourcedId().equals(parent);
    }

    private List<AcademicSession> all() {
        var year = blueprint.year();
        var autumn = year.start().plusWeeks(9);
        var spring = year.springStart().plusWeeks(10);
        return List.of(
                session(FULL_YEAR, span("Full Year", "schoolYear", year.start(), year.end()), null, "S1", "S2"),
                lastYear(),
                session("Q1", span("Quarter 1", QUARTER, year.start(), autumn), FIRST_SEMESTER),
                session("Q2", span("Quarter 2", QUARTER, autumn.plusDays(1), year.winterBreak()), FIRST_SEMESTER),
                session("Q3", span("Quarter 3", QUARTER, year.springStart(), spring), SECOND_SEMESTER),
                session("Q4", span("Quarter 4", QUARTER, spring.plusDays(1), year.end()), SECOND_SEMESTER),
                session("S1", span("Semester 1", "semester", year.start(), year.winterBreak()), FULL_YEAR, "Q1", "Q2"),
                session("S2", span("Semester 2", "semester", year.springStart(), year.end()), FULL_YEAR, "Q3", "Q4"));
    }

    /** Last school year, to be deleted. */
    private AcademicSession lastYear() {
        var year = blueprint.year();
        var span = new Span(
                "Last Year",
                "schoolYear",
                year.start().minusYears(1).toString(),
                year.end().minusYears(1).toString(),
                Integer.toString(year.firstYear()));
        var id = FULL_YEAR + "_" + year.firstYear();
        var base = Base.of(id, false, ModificationTimes.at(blueprint, Collection.ACADEMIC_SESSIONS, id.hashCode()));
        return new AcademicSession(base, span, null, List.of());
    }

    private Span span(String title, String type, LocalDate start, LocalDate end) {
        var schoolYear = Integer.toString(blueprint.year().endYear());
        return new Span(title, type, start.toString(), end.toString(), schoolYear);
    }

    private AcademicSession session(String id, Span span, @Nullable String parent, String... children) {
        var modifiedAt = ModificationTimes.at(blueprint, Collection.ACADEMIC_SESSIONS, id.hashCode());
        return new AcademicSession(
                Base.of(id, modifiedAt),
                span,
                parent == null ? null : GuidRef.session(parent),
                Arrays.stream(children).map(GuidRef::session).toList());
    }
}
