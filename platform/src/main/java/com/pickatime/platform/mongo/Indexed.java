package com.pickatime.platform.mongo;

import reactor.core.publisher.Mono;

/** A collection whose promises rest on indexes. */
public interface Indexed {

    /** Creates what is missing; changes nothing when all is there. */
    Mono<Void> createIndexes();
}
