package com.pickatime.contacts.completion;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How completed imports are announced.
 *
 * @param sweep time between two looks for imports that are over
 * @param lease how long an instance may take to compare and announce one; another takes over after that
 * @param retryAfter wait after an announcement that failed
 */
@Validated
@ConfigurationProperties("contacts.completion")
record CompletionSettings(
        @DurationMin(millis = 10) @DefaultValue("1s") Duration sweep,
        @DurationMin(seconds = 1) @DefaultValue("5m") Duration lease,
        @DurationMin(millis = 10) @DefaultValue("5s") Duration retryAfter) {}
