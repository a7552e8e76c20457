package com.pickatime.web.pages;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Moments and names as people read them, for templates: {@code @formats}. */
@Component
public class Formats {

    /** A moment at the business's place, "Nov 29, 2026, 10:30 PM CST"; empty for none. */
    public String moment(@Nullable Instant at, ZoneId zone, Locale locale) {
        return at == null
                ? ""
                : DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                        .withLocale(locale)
                        .format(at.atZone(zone));
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

    /** What a person is called: the preferred name instead of the first one, where there is one. */
    public String name(@Nullable String givenName, @Nullable String familyName, @Nullable String preferredName) {
        var first = preferredName == null || preferredName.isBlank() ? givenName : preferredName;
        return ((first == null ? "" : first) + " " + (familyName == null ? "" : familyName)).strip();
    }
}
