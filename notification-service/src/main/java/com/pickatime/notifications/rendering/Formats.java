package com.pickatime.notifications.rendering;

import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/** How mails write numbers, times and durations; public for the templates alone. */
public final class Formats {

    private final DateTimeFormatter time;

    private static final String SPANISH = "es";

    /**
     * @param zone the time zone of those who read the mail
     * @param language theirs
     */
    Formats(ZoneId zone, Locale language) {
        this.time = (language.getLanguage().equals(SPANISH)
                        ? DateTimeFormatter.ofPattern("d 'de' MMMM 'de' uuuu, H:mm z", language)
                        : DateTimeFormatter.ofPattern("MMMM d, uuuu, h:mm a z", Locale.US))
                .withZone(zone);
    }

    /** With grouping: {@code 12,345}. */
    public String number(long number) {
        return NumberFormat.getIntegerInstance(Locale.US).format(number);
    }

    /** A number with its noun: {@code 1 student}, {@code 12,345 students}. */
    public String count(long number, String one, String many) {
        return number(number) + ' ' + (number == 1 ? one : many);
    }

    /** A fingerprint as certificate viewers show it: {@code AB:01:...}. */
    public String fingerprint(String hex) {
        return HexFormat.ofDelimiter(":")
                .withUpperCase()
                .formatHex(HexFormat.of().parseHex(hex));
    }

    /** {@code November 24, 2026, 11:05 AM EST}. */
    public String time(Instant instant) {
        return time.format(instant);
    }

    /** The two largest units of the time between: {@code 1 h 5 min}, {@code 12 min 5 s}, {@code 7 s}. */
    public String duration(Instant from, Instant to) {
        var duration = Duration.between(from, to);
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return "less than a second";
        }
        if (duration.toHours() > 0) {
            return number(duration.toHours()) + " h " + duration.toMinutesPart() + " min";
        }
        return duration.toMinutes() > 0
                ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
                : duration.toSeconds() + " s";
    }
}
