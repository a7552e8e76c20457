package com.pickatime.simulator.layout;

import com.pickatime.simulator.layout.SeededRandom.Trait;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneOffset;

/**
 * The school year that is running, and the dates that follow from it.
 *
 * @param firstYear the calendar year it starts in
 */
public record SchoolYear(int firstYear) {

    private static final int DAYS_OF_ROLLOVER = 60;
    private static final int AGE_IN_KINDERGARTEN = 5;

    /** The school year of today; the year turns over on 1 July. */
    public static SchoolYear at(Clock clock) {
        var today = LocalDate.now(clock);
        return new SchoolYear(today.getMonth().compareTo(Month.JULY) < 0 ? today.getYear() - 1 : today.getYear());
    }

    /** The year it is named after in OneRoster: the one it ends in. */
    public int endYear() {
        return firstYear + 1;
    }

    public LocalDate start() {
        return LocalDate.of(firstYear, Month.AUGUST, 18);
    }

    public LocalDate end() {
        return LocalDate.of(endYear(), Month.JUNE, 12);
    }

    /** The last day of the first semester. */
    public LocalDate winterBreak() {
        return LocalDate.of(firstYear, Month.DECEMBER, 18);
    }

    /** The first day of the second semester. */
    public LocalDate springStart() {
        return LocalDate.of(endYear(), Month.JANUARY, 5);
    }

    /** The day after the last of those who leave in the first weeks: the end of what has ended. */
    public LocalDate earlyEnd() {
        return start().plusWeeks(3);
    }

    /** The day on which those who left early and come back do so. */
    public LocalDate earlyReturn() {
        return start().plusWeeks(5);
    }

    /** The first day of those who join for the last weeks only: nearly all year in the future. */
    public LocalDate lateStart() {
        return end().minusWeeks(2);
    }

    /** A birth date that fits the grade (0 is kindergarten): five years old on 1 September of the kindergarten year. */
    public LocalDate birthDate(int grade, int student, SeededRandom random) {
        var oldest = LocalDate.of(firstYear - AGE_IN_KINDERGARTEN - 1 - grade, Month.SEPTEMBER, 2);
        return oldest.plusDays(random.below(365, Trait.BIRTH_DAY, student));
    }

    /** When a record was last touched: during the rollover before the school year, so never after today. */
    public Instant modifiedAt(long record, SeededRandom random) {
        var turn = LocalDate.of(firstYear, Month.JULY, 1).atStartOfDay(ZoneOffset.UTC);
        var seconds = random.below(DAYS_OF_ROLLOVER * 24 * 60 * 60, Trait.MODIFIED, record);
        return turn.minusSeconds(1L + seconds).toInstant();
    }
}
