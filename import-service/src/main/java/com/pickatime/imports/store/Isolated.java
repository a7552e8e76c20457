package com.pickatime.imports.store;

import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Work for many businesses, one after the other, so that one that fails keeps no other waiting. */
public final class Isolated {

    private static final Logger log = LoggerFactory.getLogger(Isolated.class);

    private Isolated() {}

    /**
     * Does {@code work}; a failure that is its own ends in the log, and only a store that is away fails this.
     *
     * @param whose names what is worked on in the log, with its business
     */
    public static Mono<Void> work(String whose, Supplier<Mono<Void>> work) {
        return Mono.defer(work).onErrorResume(failure -> !StoreAway.isCauseOf(failure), failure -> {
            log.warn("{} could not be dealt with and is tried again: {}", whose, failure.toString());
            log.debug("{} could not be dealt with", whose, failure);
            return Mono.empty();
        });
    }
}
