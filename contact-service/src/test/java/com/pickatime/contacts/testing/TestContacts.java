package com.pickatime.contacts.testing;

import com.pickatime.contacts.store.ContactKey;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import org.bson.Document;

/** Contacts as imports make them. */
public final class TestContacts {

    private TestContacts() {}

    /** The id of the document that an import makes of a person. */
    public static String key(String businessId, String sourceId) {
        var business = new BusinessId(businessId);
        return ContactKey.of(business, ContactId.first(business, sourceId));
    }

    /** The document without anything of a roster in it. */
    public static Document document(String businessId, String sourceId, boolean present) {
        return new Document("_id", key(businessId, sourceId))
                .append("businessId", businessId)
                .append("sourceId", sourceId)
                .append("generation", ContactId.FIRST_GENERATION)
                .append("present", present);
    }
}
