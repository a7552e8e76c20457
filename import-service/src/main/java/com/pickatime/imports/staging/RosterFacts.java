package com.pickatime.imports.staging;

/**
 * What the roster holds after the plan, in the words of a school. A person that is kept because the row could not be read
 * counts among the people alone, for the roles are not known.
 *
 * @param people all persons, of whatever role
 * @param classRosters distinct pairs of class and teacher
 * @param relationships distinct pairs of parent and student that either side claims
 */
public record RosterFacts(
        long students,
        long teachers,
        long parents,
        long people,
        long classRosters,
        long relationships,
        long studentsWithoutBirthDate) {}
