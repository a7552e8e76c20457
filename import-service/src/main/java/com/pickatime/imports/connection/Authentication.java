package com.pickatime.imports.connection;

/** How a district's own server is shown who asks, with the connection's key and secret. */
public enum Authentication {
    /** Every request is signed. */
    OAUTH1,
    /** Key and secret, as client id and secret, get a token that every request shows. */
    OAUTH2
}
