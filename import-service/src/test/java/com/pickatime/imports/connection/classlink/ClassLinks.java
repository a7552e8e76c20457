package com.pickatime.imports.connection.classlink;

import java.net.URI;
import java.time.Clock;
import org.springframework.web.reactive.function.client.WebClient;

/** ClassLink at a double's address. */
public final class ClassLinks {

    private ClassLinks() {}

    public static ClassLink at(String url, String partnerKey, Clock clock) {
        return new ClassLink(WebClient.create(), new ClassLinkSettings(URI.create(url), partnerKey), clock);
    }
}
