package com.pickatime.imports.source.oneroster.http;

import java.net.URI;

/** A static token, as ClassLink's proxy wants it. */
public record BearerToken(String token) implements Credentials {

    @Override
    public String authorization(URI uri) {
        return "Bearer " + token;
    }

    /** Hides the token. */
    @Override
    public String toString() {
        return "BearerToken[]";
    }
}
