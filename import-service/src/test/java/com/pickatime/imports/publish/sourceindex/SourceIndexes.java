package com.pickatime.imports.publish.sourceindex;

import com.pickatime.local.testing.access.TestTokens;
import com.pickatime.platform.access.ServiceTokens;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.scheduler.Schedulers;

/** The source index of a contact service that a test plays. */
public final class SourceIndexes {

    private SourceIndexes() {}

    public static SourceIndex at(String url) {
        var tokens = new ServiceTokens(
                WebClient.create(),
                URI.create(TestTokens.issuer() + "/oauth2/token"),
                new ServiceTokens.Credentials(TestTokens.clientId(), TestTokens.clientSecret()),
                Clock.systemUTC());
        return of(url, tokens, Duration.ofSeconds(15));
    }

    static SourceIndex of(String url, ServiceTokens tokens, Duration patience) {
        var settings = new ContactServiceSettings(
                URI.create(url), patience, Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofSeconds(10));
        return new SourceIndex(WebClient.create(), tokens, settings, Schedulers.boundedElastic(), Clock.systemUTC());
    }
}
