package com.pickatime.notifications.settings;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where another service answers.
 *
 * @param baseUrl empty where there is none
 * @param timeout for one answer
 */
public record ServiceSettings(
        @DefaultValue("") String baseUrl,
        @DurationMin(millis = 1) @DefaultValue("5s") Duration timeout) {}
