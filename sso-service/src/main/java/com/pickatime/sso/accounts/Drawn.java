package com.pickatime.sso.accounts;

import com.pickatime.sso.secrets.Secrets;
import reactor.core.publisher.Mono;

/** What an invitation needs that nobody can guess: an ID of 128 random bits for a new account, and the token. */
record Drawn(String id, String token) {

    private static final int ID_BYTES = 16;

    static Mono<Drawn> next() {
        return Mono.zip(Secrets.next(ID_BYTES), Secrets.next(), Drawn::new);
    }

    @Override
    public String toString() {
        return "Drawn[" + id + ']';
    }
}
