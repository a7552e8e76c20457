package com.pickatime.simulator.applications;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the district appears to the partner.
 *
 * @param onerosterApplicationId stands in paths as it is, percent signs and all
 * @param bearer opens the district's roster on the proxy paths
 * @param partnerKey opens the list of applications
 * @param neighbours how many more districts the list names, none of which has enabled the application
 */
@Validated
@ConfigurationProperties("simulator")
public record ApplicationSettings(
        @Min(1) @DefaultValue("2222") int tenantId,
        @NotBlank @DefaultValue("%2FmApLew00d%43") String onerosterApplicationId,

        @NotBlank @DefaultValue("5b0c7f5e-2d43-4c55-9d0e-6a1f0c2f7a11")
        String bearer,

        @NotBlank @DefaultValue("partner-key") String partnerKey,
        @Min(0) @Max(10_000) @DefaultValue("1") int neighbours) {}
