package com.pickatime.imports.plan;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much an import may remove before somebody has to approve it: of each type, of each role, of each school, and of
 * each role in a school. Both of the first two limits must be passed.
 *
 * @param percent of what is stored
 * @param count entities
 * @param smallPercent of a role or school that loses no more than {@code count}
 */
@Validated
@ConfigurationProperties("imports.brake")
record BrakeSettings(
        @DefaultValue("10") @Min(0) @Max(100) int percent,
        @DefaultValue("20") @Min(0) int count,
        @DefaultValue("50") @Min(0) @Max(100) int smallPercent) {}
