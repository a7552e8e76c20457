package com.pickatime.imports.publish;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the roster is put on its topic.
 *
 * @param batch changes that are read from the plan at once
 * @param inFlight records that may wait for the broker's acknowledgement
 * @param patience without any acknowledgement, after which publishing fails; longer than the producer's delivery timeout
 */
@Validated
@ConfigurationProperties("imports.publishing")
record PublishSettings(
        @DefaultValue("1000") @Min(1) int batch,
        @DefaultValue("20000") @Min(1) int inFlight,
        @DefaultValue("3m") Duration patience) {}
