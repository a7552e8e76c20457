package com.pickatime.imports.source.oneroster;

import com.pickatime.imports.source.oneroster.http.RetryingClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks for page after page, each when the one before has been read: at most one is fetched ahead of demand. */
final class CollectionPages {

    private final RetryingClient client;
    private final RosterEndpoint endpoint;
    private final PageReader reader;

    CollectionPages(RetryingClient client, RosterEndpoint endpoint, PageReader reader) {
        this.client = client;
        this.endpoint = endpoint;
        this.reader = reader;
    }

    Flux<CollectionPage> of(RosterCollection collection, PagingLoop loop) {
        return next(collection, loop).expand(page -> loop.isFinished() ? Mono.empty() : next(collection, loop));
    }

    private Mono<CollectionPage> next(RosterCollection collection, PagingLoop loop) {
        return answered(collection, loop).map(loop::accept);
    }

    private Mono<CollectionPage> answered(RosterCollection collection, PagingLoop loop) {
        return client.get(
                        () -> endpoint.collection(collection.path(), loop.limit(), loop.offset(), loop.filter()),
                        endpoint.credentials(),
                        loop::halveLimit,
                        answer -> reader.read(collection, loop, answer))
                .onErrorResume(
                        RequestRefusedException.class,
                        refused -> asksForLess(loop) ? answered(collection, loop) : Mono.error(refused.otherwise()));
    }

    private static boolean asksForLess(PagingLoop loop) {
        return loop.dropFilter() || loop.halveLimit();
    }
}
