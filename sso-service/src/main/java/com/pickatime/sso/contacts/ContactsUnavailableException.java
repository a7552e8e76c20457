package com.pickatime.sso.contacts;

/** The contact service did not answer as it should, so nobody can tell now who somebody is. */
public final class ContactsUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Only names the cause: its own text may repeat a part of the answer, which is personal data. */
    ContactsUnavailableException(Throwable cause) {
        super("the contact service cannot be asked: " + cause.getClass().getSimpleName());
    }
}
