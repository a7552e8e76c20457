package com.pickatime.contacts.progress;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How often progress is announced.
 *
 * @param interval shortest time between two announcements of one import, over all instances
 */
@Validated
@ConfigurationProperties("contacts.progress")
record ImportProgressSettings(
        @DurationMin(millis = 10) @DefaultValue("1s") Duration interval) {}
