package com.pickatime.conferences.people;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where contact-service answers.
 *
 * @param timeout for one answer; a parent waits for it
 */
@ConfigurationProperties("conferences.contacts")
record ContactServiceSettings(
        @DefaultValue("http://127.0.0.1:8102") URI baseUrl,
        @DefaultValue("5s") Duration timeout) {}
