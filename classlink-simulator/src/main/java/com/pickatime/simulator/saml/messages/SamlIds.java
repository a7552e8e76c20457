package com.pickatime.simulator.saml.messages;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Identifiers that nobody can guess, in the form that XML wants. */
public final class SamlIds {

    private static final int BYTES = 20;

    private SamlIds() {}

    public static String next() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return "_" + HexFormat.of().formatHex(bytes);
    }
}
