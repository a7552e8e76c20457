package com.pickatime.simulator.saml;

/**
 * How responses are made, so that a tester can see what a service provider makes of them.
 *
 * @param signed what carries a signature
 * @param encrypted whether assertions are encrypted to the service provider's certificate
 * @param sha1 whether signatures and digests are SHA-1, as some ClassLink districts still have it
 * @param clockOffsetSeconds how far the identity provider's clock is ahead
 * @param unsolicited whether requests are answered as if nobody had asked
 */
public record Behaviour(Signed signed, boolean encrypted, boolean sha1, long clockOffsetSeconds, boolean unsolicited) {

    /** Both signed with SHA-256, in the clear, at the right time. */
    public static final Behaviour USUAL = new Behaviour(Signed.BOTH, false, false, 0, false);

    /** What of a response carries a signature. */
    public enum Signed {
        BOTH,
        RESPONSE,
        ASSERTION,
        NEITHER;

        public boolean coversResponse() {
            return this == BOTH || this == RESPONSE;
        }

        public boolean coversAssertion() {
            return this == BOTH || this == ASSERTION;
        }
    }
}
