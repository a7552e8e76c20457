package com.pickatime.simulator.layout;

/**
 * One class: a section of a cohort in one period, with its students in ascending order.
 *
 * @param cohort whose students sit in it
 * @param period counted from 0
 * @param section counted from 0
 */
public record ClassSection(Cohort cohort, int period, int section) {

    /** How many students sit in it. */
    public int students() {
        var rounds = cohort.students() / cohort.sections();
        var left = cohort.students() % cohort.sections();
        return seat(rounds) < left ? rounds + 1 : rounds;
    }

    /** The index in the district of its n-th student, counted from 0. */
    public int student(int n) {
        return cohort.firstStudent() + n * cohort.sections() + seat(n);
    }

    /** Whether a student of the cohort sits in it. */
    public boolean holds(int student) {
        var place = student - cohort.firstStudent();
        var round = place / cohort.sections();
        return seat(round) == place % cohort.sections();
    }

    /** Who in the given round of the deal came to this section. */
    private int seat(int round) {
        return Math.floorMod(section - cohort.step(period) * round, cohort.sections());
    }
}
