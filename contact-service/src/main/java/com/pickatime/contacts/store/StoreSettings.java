package com.pickatime.contacts.store;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How rosters are written.
 *
 * @param chunkSize changes per bulk write
 * @param parallelism bulk writes of one batch that may be on their way at once
 * @param retries further attempts at a bulk write that failed, before the whole batch is delivered again
 * @param firstRetry wait before the first of them; each further wait is longer
 */
@Validated
@ConfigurationProperties("contacts.store")
public record StoreSettings(
        @Min(1) @Max(10_000) @DefaultValue("1000") int chunkSize,
        @Min(1) @Max(64) @DefaultValue("4") int parallelism,
        @Min(0) @DefaultValue("3") int retries,
        @DefaultValue("200ms") Duration firstRetry) {}
