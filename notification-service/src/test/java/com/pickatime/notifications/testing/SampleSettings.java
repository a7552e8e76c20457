package com.pickatime.notifications.testing;

import com.pickatime.notifications.settings.MailSettings;
import com.pickatime.notifications.settings.NotificationServiceSettings;
import java.time.Duration;
import java.time.ZoneId;

/** Settings with round numbers. */
public final class SampleSettings {

    public static final int MAX_ATTEMPTS = 3;
    public static final Duration FIRST_DELAY = Duration.ofSeconds(10);
    public static final Duration LEASE = Duration.ofMinutes(3);
    public static final Duration RECHECK = Duration.ofMinutes(5);

    private SampleSettings() {}

    public static MailSettings mail() {
        return new MailSettings(
                "pickAtime <no-reply@pickatime.test>",
                MAX_ATTEMPTS,
                FIRST_DELAY,
                Duration.ofHours(2),
                LEASE,
                RECHECK,
                Duration.ofDays(400),
                2,
                ZoneId.of("America/Chicago"),
                false);
    }

    public static NotificationServiceSettings notifications() {
        return new NotificationServiceSettings(null, mail());
    }
}
