package com.pickatime.notifications.settings;

import jakarta.validation.Valid;
import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What an installation decides about its mails.
 *
 * @param contacts contact-service, which says who meets
 * @param conferences conference-service, which says which appointments need attention after an import; without it no mail says so
 * @param attentionWithin how long after its completion the mail of an import waits for that
 * @param adminUiUrl where administrators find the Admin UI; null leaves the link out of the mails
 */
@Validated
@ConfigurationProperties("notifications")
public record NotificationServiceSettings(
        @Nullable URI adminUiUrl,
        @Valid @DefaultValue MailSettings mail,
        @Valid @DefaultValue ServiceSettings contacts,
        @Valid @DefaultValue ServiceSettings conferences,
        @DurationMin(millis = 0) @DefaultValue("10m") Duration attentionWithin) {

    public NotificationServiceSettings {
        if (adminUiUrl != null && !adminUiUrl.toString().isEmpty() && !isWebAddress(adminUiUrl)) {
            throw new IllegalArgumentException(
                    "notifications.admin-ui-url must be an absolute http or https address, or empty");
        }
        adminUiUrl = adminUiUrl == null || adminUiUrl.toString().isEmpty() ? null : adminUiUrl;
    }

    private static boolean isWebAddress(URI url) {
        return ("https".equals(url.getScheme()) || "http".equals(url.getScheme())) && url.getHost() != null;
    }
}
