package com.pickatime.simulator.district;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which district is generated.
 *
 * @param students how many; guardians and staff come on top, about 1.1 per student
 * @param seed another seed gives other names, dates and families
 * @param districtName the name of the district and of its tenant
 */
@Validated
@ConfigurationProperties("simulator")
public record DistrictSettings(
        @Min(1) @Max(1_000_000) @DefaultValue("500") int students,
        @DefaultValue("2222") long seed,

        @NotBlank @DefaultValue("Maplewood Unified School District")
        String districtName) {}
