package com.pickatime.imports.source.upload;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What may be uploaded, and how long it is kept.
 *
 * @param largest zip file
 * @param heldFor how long a held run's file waits for its approval
 */
@Validated
@ConfigurationProperties("imports.upload")
public record UploadSettings(
        @DefaultValue("512MB") DataSize largest,
        @DefaultValue("30d") Duration heldFor) {}
