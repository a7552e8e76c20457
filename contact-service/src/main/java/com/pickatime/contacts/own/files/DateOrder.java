package com.pickatime.contacts.own.files;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether the month or the day comes first in a file's dates. No date is taken by an order that nobody named. */
public enum DateOrder {
    MDY,
    DMY;

    private static final Pattern DELIMITED =
            Pattern.compile("(\\d{1,2})\\s?[/.-]\\s?(\\d{1,2})\\s?[/.-]\\s?(\\d{4}|\\d{2})");
    private static final Pattern DIGITS = Pattern.compile("(\\d{2})(\\d{2})(\\d{4})");
    private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})[/.-]?(\\d{1,2})[/.-]?(\\d{1,2})");

    private static final int EARLIEST_YEAR = 1900;
    private static final int CENTURY = 100;

    /**
     * A date as a file has it.
     *
     * @param read by the file's order; null if it is none by that
     * @param otherwise by the other order; null if it is none by that, and of a date with the year first, which has but one reading
     */
    record Reading(@Nullable LocalDate read, @Nullable LocalDate otherwise) {

        /** Whether it is a date by the other order alone. */
        boolean contradicts() {
            return read == null && otherwise != null;
        }

        /** Whether it is a date by the file's order alone, which shows that this is right. */
        boolean proves() {
            return read != null && otherwise == null;
        }

        /** Whether the order makes it another date. */
        boolean isOpen() {
            return read != null && otherwise != null && !read.equals(otherwise);
        }
    }

    /**
     * Reads a date.
     *
     * @param today the last day that a birth date can be; of years with two digits the latest is meant that is not after it
     */
    Reading read(String text, LocalDate today) {
        var yearFirst = YEAR_FIRST.matcher(text);
        if (yearFirst.matches()) {
            var date = date(yearFirst.group(1), yearFirst.group(2), yearFirst.group(3), today);
            if (date != null) {
                return new Reading(date, date);
            }
        }
        for (var pattern : new Pattern[] {DELIMITED, DIGITS}) {
            var matcher = pattern.matcher(text);
            if (matcher.matches()) {
                return new Reading(by(this, matcher, today), by(other(), matcher, today));
            }
        }
        return new Reading(null, null);
    }

    /** The one that the file does not have. */
    DateOrder other() {
        return this == MDY ? DMY : MDY;
    }

    /** In an administrator's words. */
    String inWords() {
        return this == MDY ? "month/day/year" : "day/month/year";
    }

    private static @Nullable LocalDate by(DateOrder order, Matcher matcher, LocalDate today) {
        return order == MDY
                ? date(matcher.group(3), matcher.group(1), matcher.group(2), today)
                : date(matcher.group(3), matcher.group(2), matcher.group(1), today);
    }

    private static @Nullable LocalDate date(String year, String month, String day, LocalDate today) {
        try {
            var date = LocalDate.of(year(year, today), Integer.parseInt(month), Integer.parseInt(day));
            return date.getYear() < EARLIEST_YEAR || date.isAfter(today) ? null : date;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int year(String text, LocalDate today) {
        int year = Integer.parseInt(text);
        if (text.length() > 2) {
            return year;
        }
        int thisCentury = today.getYear() / CENTURY * CENTURY + year;
        return thisCentury > today.getYear() ? thisCentury - CENTURY : thisCentury;
    }
}
