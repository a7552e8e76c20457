package com.pickatime.imports.source;

import com.pickatime.imports.plan.staging.Staging;
import reactor.core.publisher.Mono;

/** Where a district's whole roster can be read. */
public interface RosterSource {

    /**
     * Copies the roster into {@code staging}, one bounded batch at a time.
     *
     * <p>Fails with {@link RosterIncompleteException} when what was read is not the whole roster; nothing of it may then
     * be published.
     */
    Mono<SourceReport> copyInto(Staging staging, FetchProgress progress);

    /**
     * Whether the roster is, to the last byte, what it was at an earlier reading, and means the same today. False where that cannot be
     * told, for whatever reason: then the roster is to be read. Never fails.
     */
    default Mono<Boolean> isStill(Reading reading, FetchProgress progress) {
        return Mono.just(false);
    }
}
