package com.pickatime.imports.oneroster;

import com.pickatime.imports.oneroster.http.PatientClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks for page after page, each when the one before has been read: at most one is fetched ahead of demand. */
final class CollectionPages {

    private final PatientClient client;
    private final RosterEndpoint endpoint;
    private final Pull pull;

    CollectionPages(PatientClient client, RosterEndpoint endpoint, Pull pull) {
        this.client = client;
        this.endpoint = endpoint;
        this.pull = pull;
    }

    Flux<Page> of(Collection collection, PagingLoop loop) {
        return next(collection, loop).expand(page -> loop.isFinished() ? Mono.empty() : next(collection, loop));
    }

    private Mono<Page> next(Collection collection, PagingLoop loop) {
        return client.get(
                        () -> endpoint.collection(collection.path(), pull.limit(), loop.offset()),
                        endpoint.credentials(),
                        pull::halveLimit,
                        answer -> PageReader.read(collection, loop.nextPage(), answer))
                .doOnNext(loop::accept);
    }
}
