package com.pickatime.notifications.settings;

import jakarta.validation.Valid;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What an installation decides about its mails.
 *
 * @param adminUiUrl where administrators find the Admin UI; null leaves the link out of the mails
 */
@Validated
@ConfigurationProperties("notifications")
public record NotificationServiceSettings(
        @Nullable URI adminUiUrl, @Valid @DefaultValue MailSettings mail) {

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
