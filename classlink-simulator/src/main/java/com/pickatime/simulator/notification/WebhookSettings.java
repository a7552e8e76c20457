package com.pickatime.simulator.notification;

import jakarta.validation.constraints.Pattern;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where notifications go, and what they are signed with.
 *
 * @param notificationSecret {@code whsec_} and at least 24 bytes in Base64
 */
@Validated
@ConfigurationProperties("simulator")
record WebhookSettings(
        @DefaultValue("http://localhost:8080/classlink/notifications")
        URI notificationUrl,

        @Pattern(regexp = "whsec_[A-Za-z0-9+/]{32,}={0,2}", message = "must be whsec_ and Base64 of at least 24 bytes")
        @DefaultValue("whsec_bWFwbGV3b29kLW5vdGlmaWNhdGlvbi1zZWNyZXQ=")
        String notificationSecret) {}
