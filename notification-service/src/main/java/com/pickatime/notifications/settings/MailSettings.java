package com.pickatime.notifications.settings;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.time.ZoneId;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How mails are sent, and how long and how often that is tried.
 *
 * @param from the sender that administrators see; its domain is also the domain of every Message-ID
 * @param maxAttempts failed attempts after which a mail is given up; with the default delays about a day
 * @param firstDelay the wait after the first failed attempt; each further failure doubles it
 * @param maxDelay the longest such wait
 * @param lease how long one instance may take over one recipient before another instance may take the mail over; longer
 *     than all SMTP timeouts of one letter together
 * @param recheck how often to look again whether a business's recipients became known, should the news of it be missed
 * @param keep how long a closed mail is remembered; longer than {@code import.events} can be replayed
 * @param workers mails sent at the same time by one instance
 * @param zone in which mails name times to a business whose connection has no time zone of its own
 * @param unchanged whether an import that found nothing new is told too
 */
public record MailSettings(
        @DefaultValue("pickAtime <no-reply@pickatime.example>")
        String from,

        @Min(1) @Max(1000) @DefaultValue("24") int maxAttempts,
        @DurationMin(millis = 1) @DefaultValue("10s") Duration firstDelay,
        @DurationMin(millis = 1) @DefaultValue("2h") Duration maxDelay,
        @DurationMin(seconds = 1) @DefaultValue("3m") Duration lease,
        @DurationMin(millis = 100) @DefaultValue("5m") Duration recheck,
        @DurationMin(days = 91) @DefaultValue("400d") Duration keep,
        @Min(1) @Max(64) @DefaultValue("4") int workers,
        @DefaultValue("America/New_York") ZoneId zone,
        @DefaultValue("false") boolean unchanged) {

    public MailSettings {
        parse(from);
    }

    /** The sender as an address. */
    public InternetAddress sender() {
        return parse(from);
    }

    /** The part of the sender's address after the at sign. */
    public String domain() {
        var address = sender().getAddress();
        return address.substring(address.lastIndexOf('@') + 1);
    }

    /** The wait after {@code failures} failed attempts. */
    public Duration delayAfter(int failures) {
        var doublings = Math.min(failures - 1, Long.numberOfLeadingZeros(firstDelay.toMillis()) - 2);
        var delay = Duration.ofMillis(firstDelay.toMillis() << doublings);
        return delay.compareTo(maxDelay) < 0 ? delay : maxDelay;
    }

    private static InternetAddress parse(String from) {
        try {
            var address = new InternetAddress(from, true);
            if (address.getAddress().indexOf('@') < 0) {
                throw new AddressException("no domain");
            }
            return address;
        } catch (AddressException e) {
            throw new IllegalArgumentException(
                    "notifications.mail.from must be an e-mail address, with or without a name before it", e);
        }
    }
}
