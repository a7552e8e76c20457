package com.pickatime.imports.plan.roster;

import com.pickatime.events.RecordType;
import java.util.List;

/**
 * One entity of a district's roster, the same from whichever source it was read.
 *
 * <p>Text is never blank: what a roster leaves blank is null where a field allows it. Lists are sorted and hold no value
 * twice, so that rows which say the same are equal.
 */
public sealed interface RosterRow
        permits OrgRow, AcademicSessionRow, CourseRow, ClassRow, EnrollmentRow, PersonRow, DemographicsRow {

    RecordType type();

    /** The OneRoster sourcedId: opaque, case-sensitive, unique per type. For demographics, the person's. */
    String sourceId();

    /** Sorted, without repeats. */
    static <T extends Comparable<? super T>> List<T> canonical(List<T> values) {
        return values.stream().sorted().distinct().toList();
    }
}
