package com.pickatime.contacts.own.load;

import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How a business's own files are loaded.
 *
 * @param largest zip that is taken
 * @param sweep time between two looks for files that wait
 * @param lease how long an instance that loads files may be silent before another goes on with them; it renews the claim three
 *     times in that time
 * @param limit how long a load may take before it is taken up again where it was
 * @param retryAfter wait after a load that failed
 * @param chunkSize rows that are checked or written at once
 */
@Validated
@ConfigurationProperties("contacts.files")
record FileLoadSettings(
        @DefaultValue("256MB") DataSize largest,
        @DurationMin(millis = 10) @DefaultValue("1s") Duration sweep,
        @DurationMin(seconds = 1) @DefaultValue("15s") Duration lease,

        @DurationMin(seconds = 1) @DurationMax(hours = 12) @DefaultValue("2h")
        Duration limit,

        @DurationMin(millis = 10) @DefaultValue("5s") Duration retryAfter,
        @Positive @DefaultValue("1000") int chunkSize) {}
