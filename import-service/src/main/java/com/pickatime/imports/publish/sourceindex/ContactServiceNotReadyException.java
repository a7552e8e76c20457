package com.pickatime.imports.publish.sourceindex;

/** The contact service did not come up, or has not applied what was published earlier, for as long as a run waits. */
public final class ContactServiceNotReadyException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ContactServiceNotReadyException(Throwable cause) {
        super("the contact service has not applied everything that was published earlier", cause);
    }
}
