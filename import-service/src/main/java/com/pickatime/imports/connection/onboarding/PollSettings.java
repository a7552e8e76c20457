package com.pickatime.imports.connection.onboarding;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How ClassLink is asked for news.
 *
 * @param initialDelay from start to the first question
 * @param interval between two questions
 * @param lease after which another instance may ask though the first has not said that it is done
 */
@Validated
@ConfigurationProperties("imports.poll")
record PollSettings(
        @DefaultValue(PollSettings.INITIAL_DELAY) Duration initialDelay,
        @DefaultValue(PollSettings.INTERVAL) Duration interval,
        @DefaultValue("10m") Duration lease) {

    static final String INITIAL_DELAY = "0s";
    static final String INTERVAL = "15m";
}
