package com.pickatime.imports.source.oneroster.http;

import java.net.URI;

/** What a GET says to be let in. */
public sealed interface Credentials permits BearerToken, OAuth1Consumer {

    /** The Authorization header for a GET of exactly {@code uri}, good for one use. */
    String authorization(URI uri);
}
