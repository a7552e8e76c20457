package com.pickatime.notifications.testing;

import com.pickatime.notifications.settings.MailSettings;
import com.pickatime.notifications.settings.NotificationServiceSettings;
import com.pickatime.notifications.settings.ServiceSettings;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

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

    /** Of an installation whose conference-service never answers. */
    public static NotificationServiceSettings withoutConferences() {
        var usual = notifications();
        return new NotificationServiceSettings(
                null,
                usual.mail(),
                usual.contacts(),
                new ServiceSettings("http://127.0.0.1:1", Duration.ofSeconds(5)),
                usual.attentionWithin());
    }

    public static NotificationServiceSettings notifications() {
        return notifications(null);
    }

    /** @param adminUi null for none */
    public static NotificationServiceSettings notifications(@Nullable URI adminUi) {
        return new NotificationServiceSettings(
                adminUi,
                mail(),
                new ServiceSettings("http://127.0.0.1:1", Duration.ofSeconds(5)),
                new ServiceSettings("", Duration.ofSeconds(5)),
                Duration.ofMinutes(10));
    }
}
