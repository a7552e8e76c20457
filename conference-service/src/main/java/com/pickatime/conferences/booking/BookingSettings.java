package com.pickatime.conferences.booking;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long places wait.
 *
 * @param hold how long a parent may decide
 * @param late how long after an end its places are given back once more, in case an instance that was taken for dead took them after
 *     it; longer than any instance stands still
 */
@ConfigurationProperties("conferences.booking")
record BookingSettings(
        @DefaultValue("5m") Duration hold,
        @DefaultValue("10m") Duration late) {}
