package com.pickatime.simulator.district;

import java.util.Map;

/**
 * The truth about a district, to hold the result of an import against: without what is listed to be deleted.
 *
 * @param people everybody under {@code users}, whether or not their account is enabled
 * @param listed how many records each of the seven collections lists, those to be deleted among them
 * @param counts keyed by what is counted: the seven collections, {@code schools}, the roles {@code students},
 *     {@code teachers}, {@code guardians}, {@code administrators}, and {@code studentEnrollments},
 *     {@code teacherEnrollments}
 * @param relationships distinct pairs of guardian and student, named by either of the two
 * @param studentsWithoutBirthDate students whose birth date is blank or ambiguous
 * @param ambiguousBirthDates those of them who have one, but written so that either of two numbers may be the month
 * @param guardiansWithoutEmail guardians who cannot be written to
 */
public record DistrictFacts(
        int people,
        Map<String, Integer> listed,
        Map<String, Integer> counts,
        int relationships,
        int studentsWithoutBirthDate,
        int ambiguousBirthDates,
        int guardiansWithoutEmail) {

    /**
     * How many records a collection lists.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public int listed(String collection) {
        var rows = listed.get(collection);
        if (rows == null) {
            throw new IllegalArgumentException("only these are listed: " + listed.keySet());
        }
        return rows;
    }

    /**
     * One of the counts.
     *
     * @throws IllegalArgumentException if nothing of that name is counted
     */
    public int count(String name) {
        var count = counts.get(name);
        if (count == null) {
            throw new IllegalArgumentException("only these are counted: " + counts.keySet());
        }
        return count;
    }
}
