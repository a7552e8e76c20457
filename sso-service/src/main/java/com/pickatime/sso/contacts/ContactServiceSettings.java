package com.pickatime.sso.contacts;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the contact service answers.
 *
 * @param timeout for one answer; somebody waits in front of a browser for it
 */
@ConfigurationProperties("sso.contacts")
record ContactServiceSettings(
        @DefaultValue("http://127.0.0.1:8102") URI baseUrl,
        @DefaultValue("5s") Duration timeout) {}
