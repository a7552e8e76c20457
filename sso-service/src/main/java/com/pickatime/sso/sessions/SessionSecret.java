package com.pickatime.sso.sessions;

import com.pickatime.sso.secrets.RandomSecrets;
import reactor.core.publisher.Mono;

/** What a browser's cookie holds. Whoever reads the store finds only its hash and cannot use it. */
record SessionSecret(String value) {

    static Mono<SessionSecret> next() {
        return RandomSecrets.next().map(SessionSecret::new);
    }

    /** The session's ID. */
    String id() {
        return RandomSecrets.hash(value);
    }

    /** Hides the value, which is as good as a password. */
    @Override
    public String toString() {
        return "SessionSecret";
    }
}
