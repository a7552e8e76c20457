package com.pickatime.imports.plan;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much an import may do before somebody has to approve it: to each type, to each role, to each school, and to each role in a
 * school. As settings they are the installation's, for businesses that have none of their own.
 *
 * @param percent of what is stored that may be removed; both this and {@code count} must be passed
 * @param count entities that may be removed
 * @param smallPercent that may be removed of a role or school that loses no more than {@code count}
 * @param updatedPercent of what is stored that may be changed; both this and {@code updatedCount} must be passed
 * @param updatedCount entities that may be changed
 */
@Validated
@ConfigurationProperties("imports.brake")
public record BrakeLimits(
        @DefaultValue("5") @Min(0) @Max(100) int percent,
        @DefaultValue("20") @Min(0) int count,
        @DefaultValue("50") @Min(0) @Max(100) int smallPercent,
        @DefaultValue("75") @Min(0) @Max(100) int updatedPercent,
        @DefaultValue("100") @Min(0) int updatedCount) {}
