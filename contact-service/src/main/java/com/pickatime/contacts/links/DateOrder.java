package com.pickatime.contacts.links;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/** In which order a business's parents write day and month. A year comes last, or first in a date as ISO 8601 has it. */
public enum DateOrder {
    MDY("04/23/2014 (month, day, year)"),
    DMY("23/04/2014 (day, month, year)");

    private static final Pattern ISO = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})");

    /** Twice the same separator: a slash, a full stop, a hyphen or blanks. */
    private static final Pattern WRITTEN =
            Pattern.compile("(\\d{1,2})\\s*([/.\\-]|\\s)\\s*(\\d{1,2})\\s*\\2\\s*(\\d{4})");

    private static final Pattern SHORT_YEAR = Pattern.compile("\\d{1,2}\\D+\\d{1,2}\\D+\\d{2}");

    private final String example;

    DateOrder(String example) {
        this.example = example;
    }

    /** How to write a date, for whoever wrote it otherwise. */
    String rule() {
        return "must be a date like " + example + " or 2014-04-23";
    }

    /** The date that somebody wrote; empty if it is none, or has a year of two digits, which is a guess. */
    Optional<LocalDate> read(String text) {
        var written = text.strip();
        var iso = ISO.matcher(written);
        if (iso.matches()) {
            return date(iso.group(1), iso.group(2), iso.group(3));
        }
        var parts = WRITTEN.matcher(written);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return this == MDY
                ? date(parts.group(4), parts.group(1), parts.group(3))
                : date(parts.group(4), parts.group(3), parts.group(1));
    }

    /** Whether what is wrong with a text is its year of two digits. */
    static boolean hasShortYear(String text) {
        return SHORT_YEAR.matcher(text.strip()).matches();
    }

    private static Optional<LocalDate> date(String year, String month, String day) {
        try {
            return Optional.of(LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
