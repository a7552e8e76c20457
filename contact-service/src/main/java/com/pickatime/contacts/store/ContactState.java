package com.pickatime.contacts.store;

import org.bson.Document;

/** What was decided of a contact here. Whether its source has it is another matter, and whether it is enabled a third. */
public enum ContactState {
    ACTIVE,

    /** Removed by hand: it stays so through any number of imports, until it is restored by hand. */
    REMOVED,

    /** Somebody has to decide first who this is. */
    QUARANTINED,

    /** Another contact is the same person, and goes on. */
    MERGED;

    static ContactState of(Document contact) {
        var state = contact.getString(DocumentFields.STATE);
        return state == null ? ACTIVE : valueOf(state);
    }
}
