package com.pickatime.imports.plan.staging;

/**
 * What the roster holds after the plan, in the words of a school.
 *
 * @param people all persons, of whatever role
 * @param classRosters distinct pairs of class and teacher
 * @param relationships distinct pairs of parent and student that either side claims
 * @param keptPeople those of {@code people} that stay because their rows could not be read; their roles are not known, so
 *     that they count here alone
 * @param keptEnrollments enrollments that stay likewise; {@code classRosters} does not count them
 */
public record RosterFacts(
        long students,
        long teachers,
        long parents,
        long people,
        long classRosters,
        long relationships,
        long studentsWithoutBirthDate,
        long keptPeople,
        long keptEnrollments) {}
