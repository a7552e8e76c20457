package com.pickatime.imports.oneroster.http;

import java.time.Duration;

/**
 * How long and how often one request is tried.
 *
 * @param timeout for one try, the answer's last byte included
 * @param tries in all
 * @param firstWait before the second try; doubled, with jitter, before each further one
 * @param longestWait between two tries, also when the server asks for longer
 */
public record Patience(Duration timeout, int tries, Duration firstWait, Duration longestWait) {

    public static final Patience DEFAULTS =
            new Patience(Duration.ofSeconds(30), 6, Duration.ofMillis(500), Duration.ofMinutes(1));
}
