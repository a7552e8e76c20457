package com.pickatime.simulator.auth;

import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who may read the direct path, and how requests are signed.
 *
 * @param timestampWindow how far a request's timestamp may be from the clock, either way
 * @param tokenLifetime how long a token is good
 */
@Validated
@ConfigurationProperties("simulator.oauth")
public record OAuthSettings(
        @NotBlank @DefaultValue("maplewood-key") String consumerKey,
        @NotBlank @DefaultValue("maplewood-secret") String consumerSecret,
        @DefaultValue("hmac-sha256") SignatureMethod signatureMethod,
        @DefaultValue("5m") Duration timestampWindow,
        @DefaultValue("1h") Duration tokenLifetime) {}
