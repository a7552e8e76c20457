package com.pickatime.sso.keys.token;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;

/**
 * The token keys of this moment.
 *
 * @param signing with its private part
 * @param published public parts only: what signs, what will sign next, and what signed tokens that may still be valid
 */
public record TokenKeyRing(ECKey signing, JWKSet published) {

    /** Hides the private key. */
    @Override
    public String toString() {
        return "TokenKeyRing[" + signing.getKeyID() + "]";
    }
}
