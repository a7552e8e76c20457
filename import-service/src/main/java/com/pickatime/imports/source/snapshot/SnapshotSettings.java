package com.pickatime.imports.source.snapshot;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long the state after an import is kept. A business's newest one is kept as long as it is the newest.
 *
 * @param history after which one goes with the next import
 * @param most that are kept of a business
 */
@Validated
@ConfigurationProperties("imports.source.snapshots")
public record SnapshotSettings(
        @DefaultValue("90d") Duration history,
        @DefaultValue("200") @Min(1) int most) {}
