package com.pickatime.imports.run;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How runs are worked on.
 *
 * @param concurrency runs that one instance works on at a time; 0 leaves the work to other instances
 * @param pollInterval how often an instance looks for work that another one took in
 * @param lease after which a run that nobody renews is taken to have broken off; longer than clocks differ
 * @param tries times a source is read anew when it changed while it was read
 * @param retryDelay between two of those
 * @param timeLimit after which a run is given up
 * @param recoveries runs in a row that may break off before the next is failed instead
 * @param confirmationPatience how long an unconfirmed run keeps the next one of its business waiting
 * @param confirmationLimit without a sign of the contact service, after which an unconfirmed run fails
 * @param history how long finished runs are kept
 */
@Validated
@ConfigurationProperties("imports.runs")
public record RunSettings(
        @DefaultValue("2") @Min(0) @Max(32) int concurrency,
        @DefaultValue("2s") Duration pollInterval,
        @DefaultValue("30s") Duration lease,
        @DefaultValue("3") @Min(1) int tries,
        @DefaultValue("10s") Duration retryDelay,
        @DefaultValue("6h") Duration timeLimit,
        @DefaultValue("3") @Min(0) int recoveries,
        @DefaultValue("1h") Duration confirmationPatience,
        @DefaultValue("24h") Duration confirmationLimit,
        @DefaultValue("400d") Duration history) {}
