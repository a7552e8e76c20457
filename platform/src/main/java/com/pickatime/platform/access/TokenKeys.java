package com.pickatime.platform.access;

import com.nimbusds.jose.jwk.JWK;
import reactor.core.publisher.Mono;

/**
 * The public keys that access tokens are verified with.
 *
 * <p>They are fetched from the issuer; the issuer itself has a bean of its own instead.
 */
@FunctionalInterface
public interface TokenKeys {

    /**
     * The key with this id; empty if the issuer has none, which refuses the token. An error says that the keys cannot be
     * had now, so that nothing can be said about the token.
     */
    Mono<JWK> find(String keyId);
}
