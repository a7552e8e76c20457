package com.pickatime.simulator.saml;

/** A message that the identity provider does not act on; the text tells a tester why. */
public final class RefusedMessageException extends RuntimeException {

    public RefusedMessageException(String reason) {
        super(reason);
    }
}
