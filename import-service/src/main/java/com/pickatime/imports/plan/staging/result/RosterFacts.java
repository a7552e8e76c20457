package com.pickatime.imports.plan.staging.result;

/**
 * What the roster holds after the plan, in the words of a school.
 *
 * <p>It counts people that stay as they are stored too, because their rows could not be read, their file was missing or they did not change, by the
 * roles that the contact service tells of them. What it does not tell is whom an enrollment or a claim links: so those of
 * enrollments that stay are not among {@code classRosters}, nor those of people that stay among {@code relationships}, unless
 * a row that could be read claims the same.
 *
 * @param people all persons, of whatever role
 * @param classRosters distinct pairs of class and teacher
 * @param relationships distinct pairs of parent and student that either side claims
 * @param studentsWithoutBirthDate those of {@code students} of whom no birth date is stored after the plan
 * @param keptPeople those of {@code people} that stay and of whom no role is known, so that they count here alone
 * @param keptEnrollments enrollments that stay
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
