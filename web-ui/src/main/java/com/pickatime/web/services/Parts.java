package com.pickatime.web.services;

import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** Pages of several parts, each asked for by itself: a service that is away takes only its own part along. */
public final class Parts {

    private Parts() {}

    /** What was asked for; empty where it cannot be had now. */
    public static <T> Mono<Optional<T>> of(Mono<T> asked) {
        return asked.map(Optional::of)
                .onErrorReturn(
                        failure -> failure instanceof ServiceAwayException || failure instanceof Refusal,
                        Optional.empty())
                .defaultIfEmpty(Optional.empty());
    }

    /** A template takes a list's first as what is there, and an empty one as what cannot be shown. */
    public static <T> List<T> shown(Optional<T> part) {
        return part.map(List::of).orElse(List.of());
    }
}
