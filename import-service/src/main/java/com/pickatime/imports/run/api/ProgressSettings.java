package com.pickatime.imports.run.api;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How progress is streamed.
 *
 * @param look how often the run's document is looked at
 * @param heartbeat how often a comment is sent, so that nobody in between takes the stream for dead
 */
@Validated
@ConfigurationProperties("imports.progress")
record ProgressSettings(
        @DefaultValue("500ms") Duration look,
        @DefaultValue("15s") Duration heartbeat) {}
