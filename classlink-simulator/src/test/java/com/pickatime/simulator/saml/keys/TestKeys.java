package com.pickatime.simulator.saml.keys;

import java.time.Instant;

/** Keys for tests. */
public final class TestKeys {

    private TestKeys() {}

    public static IdpKey fresh() {
        return IdpKeyGenerator.generate(Instant.now());
    }
}
