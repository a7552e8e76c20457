package com.pickatime.sso.federation;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How identity providers' metadata is fetched and kept.
 *
 * @param allowLoopback whether metadata may come from this very machine, also without https: for the local stack and tests
 * @param refreshAfter how old metadata becomes before it is fetched again
 * @param retryAfter how long to wait after a fetch in the background that failed
 * @param askAgainAfter how long a business's identity provider is left alone after a fetch, whatever asks for one
 * @param remember how long an instance uses what it read before it looks whether another one has newer
 */
@Validated
@ConfigurationProperties("sso.metadata")
public record MetadataSettings(
        @DefaultValue("false") boolean allowLoopback,
        @DurationMin(minutes = 5) @DefaultValue("6h") Duration refreshAfter,
        @DurationMin(minutes = 1) @DefaultValue("15m") Duration retryAfter,
        @DurationMin(seconds = 1) @DefaultValue("1m") Duration askAgainAfter,
        @DurationMin(millis = 1) @DefaultValue("1m") Duration remember) {}
