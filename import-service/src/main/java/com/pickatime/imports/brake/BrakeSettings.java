package com.pickatime.imports.brake;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much an import may remove before somebody has to approve it; both limits must be passed.
 *
 * @param percent of what is held of a type
 * @param count entities of a type
 */
@Validated
@ConfigurationProperties("imports.brake")
record BrakeSettings(
        @DefaultValue("10") @Min(0) @Max(100) int percent,
        @DefaultValue("20") @Min(0) int count) {}
