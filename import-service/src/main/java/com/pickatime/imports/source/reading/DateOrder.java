package com.pickatime.imports.source.reading;

import java.util.regex.Pattern;

/** Which of two numbers is the month in dates such as 03/04/2017, as far as a file proves it. */
public enum DateOrder {
    MONTH_FIRST,
    DAY_FIRST,
    /** Every date of the file could be read both ways. */
    UNPROVEN,
    /** Some dates of the file can only be read one way, and some only the other. */
    CONTRADICTORY;

    private static final int MONTHS = 12;
    private static final int DAYS = 31;

    /** Day and month, in whatever order, and a year of four digits. */
    static final Pattern YEAR_LAST =
            Pattern.compile("(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4})(?: \\d{1,2}:\\d{2}(?::\\d{2})?(?: ?[AaPp][Mm])?)?");

    /** What is known after one more value of the file, which need not be such a date. */
    public DateOrder after(String text) {
        if (this == CONTRADICTORY) {
            return this;
        }
        var date = YEAR_LAST.matcher(text);
        if (!date.matches()) {
            return this;
        }
        int first = Integer.parseInt(date.group(1));
        int second = Integer.parseInt(date.group(3));
        var proof = proof(first, second);
        return proof == UNPROVEN || proof == this ? this : this == UNPROVEN ? proof : CONTRADICTORY;
    }

    private static DateOrder proof(int first, int second) {
        if (first > MONTHS && first <= DAYS && second <= MONTHS) {
            return DAY_FIRST;
        }
        return second > MONTHS && second <= DAYS && first <= MONTHS ? MONTH_FIRST : UNPROVEN;
    }
}
