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
        return of(url, tokens(), Duration.ofSeconds(15));
    }

    /** What has source IDs moved at the same. */
    public static SourceIdMover mover(String url) {
        return new SourceIdMover(WebClient.create(), tokens(), settings(url, Duration.ofSeconds(15)));
    }

    private static ServiceTokens tokens() {
        return new ServiceTokens(
                WebClient.create(),
                URI.create(TestTokens.issuer() + "/oauth2/token"),
                new ServiceTokens.Credentials(TestTokens.clientId(), TestTokens.clientSecret()),
                Clock.systemUTC());
    }

    static SourceIndex of(String url, ServiceTokens tokens, Duration patience) {
        return new SourceIndex(
                WebClient.create(), tokens, settings(url, patience), Schedulers.boundedElastic(), Clock.systemUTC());
    }

    private static ContactServiceSettings settings(String url, Duration patience) {
        return new ContactServiceSettings(
                URI.create(url), patience, Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofSeconds(10));
    }
}
