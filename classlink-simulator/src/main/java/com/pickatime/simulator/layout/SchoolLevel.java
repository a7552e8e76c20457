package com.pickatime.simulator.layout;

import java.util.List;

/**
 * A kind of school, and how many of the kind a district has.
 *
 * @param title as it ends the name of a school
 * @param firstGrade 0 is kindergarten
 * @param lastGrade at most 12
 * @param schools how many, at least 1
 */
record SchoolLevel(String title, int firstGrade, int lastGrade, int schools) {

    static final int GRADES = 13;

    /** Splits the schools by the number of grades each kind has to teach. */
    static List<SchoolLevel> of(int schools) {
        if (schools == 1) {
            return List.of(new SchoolLevel("School", 0, 12, 1));
        }
        if (schools == 2) {
            return List.of(new SchoolLevel("Elementary School", 0, 5, 1), new SchoolLevel("High School", 6, 12, 1));
        }
        var elementary = Math.max(1, Math.round(schools * 6f / GRADES));
        var middle = Math.max(1, Math.round(schools * 3f / GRADES));
        return List.of(
                new SchoolLevel("Elementary School", 0, 5, elementary),
                new SchoolLevel("Middle School", 6, 8, middle),
                new SchoolLevel("High School", 9, 12, schools - elementary - middle));
    }

    /** The part of a grade's students that goes to the n-th school of this level. */
    int share(int students, int grade, int school) {
        var inGrade = part(students, GRADES, grade);
        return part(inGrade, schools, school);
    }

    /** Deals a total into equal parts: the n-th of them, which sum up to the total. */
    private static int part(int total, int parts, int n) {
        return (int) ((long) total * (n + 1) / parts - (long) total * n / parts);
    }
}
