package com.pickatime.contacts.completion;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How completed imports are announced.
 *
 * @param sweep time between two looks for imports that are over
 * @param lease how long an instance that works on one may be silent before another takes over; it renews the claim
 *     three times in that time
 * @param limit how long comparing and announcing one may take before it is tried again
 * @param retryAfter wait after an announcement that failed
 * @param eventPatience how long barriers of an import are there without the event that tells how many there are, before
 *     its topic is read again
 */
@Validated
@ConfigurationProperties("contacts.completion")
record CompletionSettings(
        @DurationMin(millis = 10) @DefaultValue("1s") Duration sweep,
        @DurationMin(seconds = 1) @DefaultValue("15s") Duration lease,

        @DurationMin(seconds = 1) @DurationMax(minutes = 30) @DefaultValue("5m")
        Duration limit,

        @DurationMin(millis = 10) @DefaultValue("5s") Duration retryAfter,
        @DurationMin(millis = 10) @DefaultValue("30s") Duration eventPatience) {}
