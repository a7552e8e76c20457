package com.pickatime.platform.web;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A part of a list.
 *
 * @param next what to ask for with {@code after} to get the next part; null at the end
 */
public record ListPage<T>(List<T> items, @Nullable String next) {

    /** Most items of a page. */
    public static final int LARGEST = 200;

    /**
     * The first {@code limit} of what is found; one more is asked for, to see whether there is more. Fails with a 400 problem
     * where the limit is too small or too large.
     *
     * @param cursor of the last item of a page, after which the next one begins
     */
    public static <T> Mono<ListPage<T>> of(Flux<T> found, int limit, Function<T, String> cursor) {
        if (limit < 1 || limit > LARGEST) {
            throw Problems.invalid("limit", "must be from 1 to " + LARGEST);
        }
        return found.take(limit + 1L)
                .collectList()
                .map(some -> some.size() <= limit
                        ? new ListPage<>(some, null)
                        : new ListPage<>(some.subList(0, limit), cursor.apply(some.get(limit - 1))));
    }

    /** The same page of a view of each item. */
    public <V> ListPage<V> map(Function<T, V> view) {
        return new ListPage<>(items.stream().map(view).toList(), next);
    }
}
