package com.pickatime.conferences.people;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where sso-service answers.
 *
 * @param timeout for one answer; somebody waits for a page of many
 */
@ConfigurationProperties("conferences.sign-ins")
record SignInSettings(
        @DefaultValue("http://127.0.0.1:8104") URI baseUrl,
        @DefaultValue("5s") Duration timeout) {}
