package com.pickatime.imports.run.schedule;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When active connections are imported though nobody asked.
 *
 * @param time of the day
 * @param zone in which that is
 * @param spread over which businesses are spread after that time, each always at the same moment
 */
@Validated
@ConfigurationProperties("imports.schedule")
record ScheduleSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("01:00") LocalTime time,
        @DefaultValue("America/New_York") ZoneId zone,
        @DefaultValue("1h") Duration spread) {}
