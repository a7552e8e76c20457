package com.pickatime.contacts.summary;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When summaries are counted.
 *
 * @param recount time between two looks for businesses in which people changed who counts
 */
@Validated
@ConfigurationProperties("contacts.summary")
record SummarySettings(
        @DurationMin(millis = 10) @DefaultValue("1m") Duration recount) {}
