package com.pickatime.imports.source.oneroster.http;

import java.net.URI;
import reactor.core.publisher.Mono;

/** What a GET says to be let in. */
public sealed interface Credentials permits BearerToken, ClientCredentials, OAuth1Consumer {

    /**
     * The Authorization header for a GET of exactly {@code uri}, good for one use.
     *
     * @param client sends what has to be asked for first
     */
    Mono<String> authorization(URI uri, RetryingClient client);

    /** Is told that the server let this header in. */
    default void wereGood(String shown) {}

    /** Is told that the server refused this header (401); whether another one may be let in. */
    default boolean renew(String refused) {
        return false;
    }
}
