package com.pickatime.imports.connection.notification;

import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How notifications are taken in.
 *
 * @param secrets signing secrets, {@code whsec_} and Base64; several while one replaces another; none refuses everything
 * @param tolerance between the sender's clock and ours
 * @param memory how long an id cannot be used again
 * @param claim after which an id whose notification did not reach the topic can be used again
 * @param largestBody that is read
 */
@Validated
@ConfigurationProperties("imports.notification")
record NotificationSettings(
        @DefaultValue List<@Pattern(regexp = "whsec_[A-Za-z0-9+/]{16,}={0,2}") String> secrets,
        @DefaultValue("5m") Duration tolerance,
        @DefaultValue("7d") Duration memory,
        @DefaultValue("30s") Duration claim,
        @DefaultValue("64KB") DataSize largestBody) {

    /** Hides the secrets. */
    @Override
    public String toString() {
        return "NotificationSettings[" + secrets.size() + " secrets]";
    }
}
