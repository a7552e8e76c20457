package com.pickatime.imports.run.work;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How rosters are compared.
 *
 * @param memory outside the heap, for each run at a time; what does not fit goes to disk
 */
@Validated
@ConfigurationProperties("imports.staging")
record StagingSettings(@DefaultValue("256MB") DataSize memory) {}
