package com.pickatime.contacts.reading;

/** Ends the reading of one record; carries a reason and nothing of the record. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final RefusalReason reason;

    RefusedException(RefusalReason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    RefusalReason reason() {
        return reason;
    }
}
