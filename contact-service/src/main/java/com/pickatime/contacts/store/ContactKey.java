package com.pickatime.contacts.store;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.schemas.topics.RosterKey;

/** Ids of documents of contacts: the business first, so that all of one business are a range of the primary key. */
public final class ContactKey {

    private ContactKey() {}

    public static String of(BusinessId businessId, ContactId contact) {
        return RosterKey.of(businessId.value(), contact.value());
    }

    /** Of the contact that an import makes for a source ID that is new to it. */
    static String first(BusinessId businessId, String sourceId) {
        return of(businessId, ContactId.first(businessId, sourceId));
    }

    /** The contact whose document has this id. */
    public static ContactId contact(BusinessId businessId, String key) {
        return new ContactId(key.substring(businessId.value().length() + 1));
    }
}
