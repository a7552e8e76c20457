package com.pickatime.simulator.layout;

/**
 * All students of one grade in one school, and the classes they are dealt into.
 *
 * <p>Students stand in a row and are dealt to the sections like cards, in rounds. Each period starts a round one section
 * further on, so classmates differ from period to period, and yet every class list can be computed from both ends.
 *
 * @param school index of the school
 * @param grade 0 is kindergarten, 12 the last
 * @param firstStudent index of its first student
 * @param students how many there are, at least 1
 * @param firstClass index of its first class
 */
public record Cohort(int school, int grade, int firstStudent, int students, int firstClass) {

    private static final int SEATS = 25;
    private static final int LAST_ELEMENTARY_GRADE = 5;
    private static final int ELEMENTARY_PERIODS = 2;
    private static final int PERIODS = 6;

    public boolean isElementary() {
        return grade <= LAST_ELEMENTARY_GRADE;
    }

    /** Parallel classes in each period. */
    public int sections() {
        return (students + SEATS - 1) / SEATS;
    }

    /** How many classes each student sits in: homeroom and specials, or six subjects. */
    public int periods() {
        return isElementary() ? ELEMENTARY_PERIODS : PERIODS;
    }

    public int classes() {
        return sections() * periods();
    }

    /** The class of this cohort with the given index in the district. */
    ClassSection classSection(int classIndex) {
        var local = classIndex - firstClass;
        return new ClassSection(this, local / sections(), local % sections());
    }

    /** The index of the last student. */
    public int lastStudent() {
        return firstStudent + students - 1;
    }

    /** How far the deal moves on each round; an elementary class stays together all day. */
    int step(int period) {
        return isElementary() ? 0 : period;
    }
}
