package com.pickatime.sso.contacts;

import java.net.URI;
import java.time.Duration;
import org.springframework.web.reactive.function.client.WebClient;

/** Clients of contact services that tests bring along. */
public final class TestClients {

    private TestClients() {}

    /** Asks there, without a token. */
    public static ContactServiceClient of(String url) {
        return new ContactServiceClient(
                WebClient.create(url), new ContactServiceSettings(URI.create(url), Duration.ofSeconds(20)));
    }
}
