package com.pickatime.imports.source.oneroster.http;

import java.time.Duration;

/**
 * How long and how often one request is tried.
 *
 * @param timeout for one try, the answer's last byte included
 * @param silence within one try, after which a server that sends nothing is taken to stand still
 * @param tries in all
 * @param firstWait before the second try; doubled, with jitter, before each further one
 * @param longestWait between two tries, also when the server asks for longer
 */
public record RetryPolicy(Duration timeout, Duration silence, int tries, Duration firstWait, Duration longestWait) {

    /** A server that stands still delays a run by a minute, not by many. */
    public static final RetryPolicy DEFAULTS = new RetryPolicy(
            Duration.ofMinutes(1), Duration.ofSeconds(15), 6, Duration.ofMillis(500), Duration.ofMinutes(1));

    /** The same, where nothing is lost by giving up at once. */
    RetryPolicy once() {
        return new RetryPolicy(timeout, silence, 1, firstWait, longestWait);
    }

    /** While somebody looks on. */
    public static final RetryPolicy IMPATIENT = new RetryPolicy(
            Duration.ofSeconds(10), Duration.ofSeconds(5), 2, Duration.ofMillis(500), Duration.ofSeconds(2));
}
