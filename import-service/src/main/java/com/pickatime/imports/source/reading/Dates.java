package com.pickatime.imports.source.reading;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads dates as OneRoster and spreadsheets write them, where they can be read in one way only. */
final class Dates {

    static final String NO_DATE = "is not a date written as YYYY-MM-DD";

    /** The year first, and perhaps a time, of which nothing counts: the date is the one that is written. */
    private static final Pattern YEAR_FIRST =
            Pattern.compile("(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})(?:[T ]\\d{1,2}:.*)?");

    private static final Pattern DIGITS = Pattern.compile("((?:19|20)\\d{2})(\\d{2})(\\d{2})");
    private static final Pattern ZEROS = Pattern.compile("0{1,4}([-/.])0{1,4}\\1?0{0,4}");

    private Dates() {}

    /** Whether it only fills the place of a date. */
    static boolean isFiller(String text) {
        return ZEROS.matcher(text).lookingAt();
    }

    /** @throws UnreadableRowException if it is no date, or may be two */
    static LocalDate read(String field, String text, Supplier<DateOrder> order) {
        try {
            var yearFirst = YEAR_FIRST.matcher(text);
            if (yearFirst.matches()) {
                return date(yearFirst.group(1), yearFirst.group(3), yearFirst.group(4));
            }
            var digits = DIGITS.matcher(text);
            if (digits.matches()) {
                return date(digits.group(1), digits.group(2), digits.group(3));
            }
            var yearLast = DateOrder.YEAR_LAST.matcher(text);
            if (yearLast.matches()) {
                return yearLast(
                        field,
                        yearLast.group(1),
                        yearLast.group(3),
                        yearLast.group(4),
                        order.get().after(text));
            }
        } catch (DateTimeException e) {
            throw new UnreadableRowException(field, NO_DATE);
        }
        throw new UnreadableRowException(field, NO_DATE);
    }

    private static LocalDate yearLast(String field, String first, String second, String year, DateOrder order) {
        return switch (order) {
            case MONTH_FIRST -> date(year, first, second);
            case DAY_FIRST -> date(year, second, first);
            case UNPROVEN -> {
                if (Integer.parseInt(first) == Integer.parseInt(second)) {
                    yield date(year, first, second);
                }
                throw new UnreadableRowException(
                        field,
                        "is a date of which nothing proves whether the day or the month comes first; write YYYY-MM-DD");
            }
            case CONTRADICTORY ->
                throw new UnreadableRowException(
                        field,
                        "is a date in a file that writes some with the day and some with the month first; write YYYY-MM-DD");
        };
    }

    private static LocalDate date(String year, String month, String day) {
        return LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
    }
}
