package com.pickatime.imports.run.work;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How rosters are compared.
 *
 * @param memory outside the heap, for each run at a time; what does not fit goes to disk
 * @param mostRefused rows of one file or collection that may be refused; with one more the run fails
 */
@Validated
@ConfigurationProperties("imports.staging")
record StagingSettings(
        @DefaultValue("256MB") DataSize memory,
        @DefaultValue("250000") @Min(0) long mostRefused) {}
