package com.pickatime.imports.source.oneroster.http;

import java.net.URI;
import reactor.core.publisher.Mono;

/** A static token, as ClassLink's proxy wants it. */
public record BearerToken(String token) implements Credentials {

    @Override
    public Mono<String> authorization(URI uri, RetryingClient client) {
        return Mono.fromSupplier(this::header);
    }

    String header() {
        return "Bearer " + token;
    }

    /** Hides the token. */
    @Override
    public String toString() {
        return "BearerToken[]";
    }
}
