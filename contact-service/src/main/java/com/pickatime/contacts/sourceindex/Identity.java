package com.pickatime.contacts.sourceindex;

import com.pickatime.contacts.store.ContactState;
import com.pickatime.contacts.store.DocumentFields;
import com.pickatime.contacts.store.LocalFields;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt64;

/** What a stored person tells of who the roster means: whether somebody has to decide that, and whether the name says it. */
final class Identity {

    /** Paths of the fields that it is told by. */
    static final List<String> TOLD_BY = List.of(
            DocumentFields.STATE,
            DocumentFields.ROSTER_REVISION,
            DocumentFields.QUARANTINE_REVISION,
            LocalFields.path(LocalFields.SAME_PERSON));

    private static final BsonInt64 NONE = new BsonInt64(0);

    private Identity() {}

    static boolean isQuarantined(BsonDocument contact) {
        return isState(contact, ContactState.QUARANTINED);
    }

    /**
     * Not where somebody decided that whoever the roster names is the same person, until that is written; nor where a roster that
     * nobody judged was written to a contact in quarantine; nor of contacts that do not count, whoever they are.
     */
    static boolean isTold(BsonDocument contact) {
        long roster = number(contact, DocumentFields.ROSTER_REVISION);
        if (isQuarantined(contact)) {
            return roster <= number(contact, DocumentFields.QUARANTINE_REVISION);
        }
        var local = contact.getDocument(DocumentFields.LOCAL, new BsonDocument());
        return !contact.containsKey(DocumentFields.STATE)
                && !(local.containsKey(LocalFields.SAME_PERSON) && number(local, LocalFields.SAME_PERSON) == roster);
    }

    private static boolean isState(BsonDocument contact, ContactState state) {
        return contact.containsKey(DocumentFields.STATE)
                && contact.getString(DocumentFields.STATE).getValue().equals(state.name());
    }

    private static long number(BsonDocument document, String field) {
        return document.getNumber(field, NONE).longValue();
    }
}
