package com.pickatime.simulator.people;

/** Grade codes of OneRoster: {@code KG}, then {@code 01} to {@code 12}. */
public final class Grades {

    private Grades() {}

    /** The code of a grade, where 0 is kindergarten. */
    public static String code(int grade) {
        if (grade == 0) {
            return "KG";
        }
        return grade < 10 ? "0" + grade : Integer.toString(grade);
    }
}
