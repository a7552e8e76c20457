package com.pickatime.web.pages;

import com.pickatime.web.pages.Businesses.Business;
import com.pickatime.web.pages.Businesses.Display;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Moments and names as people read them, for templates: {@code @formats}. */
@Component
public class Formats {

    /** A moment at the business's place, "11/29/2026, 10:30 PM" or as the business wants it; empty for none. */
    public String moment(@Nullable Instant at, Business business, Locale locale) {
        return at == null ? "" : local(LocalDateTime.ofInstant(at, business.zone()), business, locale);
    }

    /** A date and a time somewhere, like {@link #moment}; empty for none. */
    public String local(@Nullable LocalDateTime at, Business business, Locale locale) {
        return at == null
                ? ""
                : DateTimeFormatter.ofPattern(dates(business.display()) + ", " + times(business.display()), locale)
                        .format(at);
    }

    /** A time of a day, "3:00 PM" or as the business wants it. */
    public String time(LocalTime time, Business business, Locale locale) {
        return DateTimeFormatter.ofPattern(times(business.display()), locale).format(time);
    }

    /** A date as people look for it in a week, "Tuesday, 10/13/2026". */
    public String day(LocalDate day, Business business, Locale locale) {
        return DateTimeFormatter.ofPattern("EEEE, " + dates(business.display()), locale)
                .format(day);
    }

    /** A date, "04/23/2014" or as the business wants it. */
    public String date(LocalDate date, Business business) {
        return DateTimeFormatter.ofPattern(dates(business.display())).format(date);
    }

    /** A date as the business writes it, or as 2026-10-13; empty for what is none. */
    public Optional<LocalDate> readDate(String text, Business business) {
        return Stream.of(
                        "uuuu-MM-dd",
                        dates(business.display())
                                .replace('y', 'u')
                                .replace("MM", "M")
                                .replace("dd", "d"))
                .flatMap(pattern -> {
                    try {
                        return Stream.of(LocalDate.parse(
                                text, DateTimeFormatter.ofPattern(pattern).withResolverStyle(ResolverStyle.STRICT)));
                    } catch (DateTimeParseException another) {
                        return Stream.empty();
                    }
                })
                .findFirst();
    }

    private static String times(Display display) {
        return display.isTwentyFourHour() ? "HH:mm" : "h:mm a";
    }

    private static String dates(Display display) {
        return display.isDayFirst() ? "dd/MM/yyyy" : "MM/dd/yyyy";
    }

    /** How long something took, "2 min 5 s"; empty while it lasts or has not begun. */
    public String took(@Nullable Instant from, @Nullable Instant to) {
        if (from == null || to == null) {
            return "";
        }
        var time = Duration.between(from, to);
        return time.toMinutes() > 0
                ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : time.toSeconds() + " s";
    }

    /**
     * What a person is called, "Ada Lovelace" or "Lovelace, Ada" as the business wants it: the preferred name instead of the first
     * one, where there is one.
     */
    public String name(
            @Nullable String givenName,
            @Nullable String familyName,
            @Nullable String preferredName,
            Business business) {
        var first = text(preferredName).isEmpty() ? text(givenName) : text(preferredName);
        var last = text(familyName);
        if (first.isEmpty() || last.isEmpty()) {
            return first + last;
        }
        return business.display().isLastNameFirst() ? last + ", " + first : first + " " + last;
    }

    private static String text(@Nullable String name) {
        return name == null ? "" : name.strip();
    }
}
