package com.pickatime.imports.publish.sourceindex;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the contact service answers, and how long runs wait for it.
 *
 * @param patience for it to come up and to apply what was published earlier
 * @param firstWait before it is asked again; doubled each time
 * @param longestWait between two questions
 * @param silence between two parts of its answer, after which the answer is given up
 */
@Validated
@ConfigurationProperties("imports.contacts")
record ContactServiceSettings(
        @DefaultValue("http://127.0.0.1:8102") URI baseUrl,
        @DefaultValue("30m") Duration patience,
        @DefaultValue("200ms") Duration firstWait,
        @DefaultValue("5s") Duration longestWait,
        @DefaultValue("1m") Duration silence) {}
