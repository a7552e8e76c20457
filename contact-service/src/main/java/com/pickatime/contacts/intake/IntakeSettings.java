package com.pickatime.contacts.intake;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How roster records are taken from Kafka.
 *
 * @param concurrency consumers in this process; more than the topic has partitions are idle
 * @param maxPollRecords most records of a batch
 * @param limit how long one batch may take; longer than the driver waits for the store, so that its error tells what is
 *     wrong, and well below Kafka's five minutes between polls
 * @param idleCheck how long nothing must arrive before the store is asked whether it lost something
 * @param firstRedelivery wait before a failed batch is delivered again; it doubles
 * @param longestRedelivery longest such wait; a batch is delivered again for as long as it takes
 * @param setAside records, as {@code partition:offset}, that go to the dead letters if the schema registry does not know
 *     their schema, instead of waiting for it
 */
@Validated
@ConfigurationProperties("contacts.intake")
record IntakeSettings(
        @Min(1) @Max(64) @DefaultValue("2") int concurrency,
        @Min(1) @Max(50_000) @DefaultValue("2000") int maxPollRecords,

        @DurationMin(seconds = 1) @DurationMax(minutes = 4) @DefaultValue("90s")
        Duration limit,

        @DurationMin(millis = 100) @DefaultValue("5s") Duration idleCheck,
        @DurationMin(millis = 1) @DefaultValue("500ms") Duration firstRedelivery,

        @DurationMin(millis = 1) @DurationMax(minutes = 1) @DefaultValue("10s")
        Duration longestRedelivery,

        @DefaultValue
        Set<@Pattern(regexp = "\\d{1,9}:\\d{1,18}", message = "must be partition:offset, as 3:1042") String> setAside) {

    IntakeSettings {
        setAside = Set.copyOf(setAside);
    }
}
