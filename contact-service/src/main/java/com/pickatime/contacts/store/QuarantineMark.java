package com.pickatime.contacts.store;

import com.pickatime.platform.ids.BusinessId;

/**
 * What an import says of a contact whose source ID may have been given to somebody else.
 *
 * @param begins whether the contact shall wait for a decision, or needs none any more
 */
public record QuarantineMark(BusinessId businessId, String sourceId, long revision, boolean begins) {

    /** Names nobody: some districts make source IDs of names. */
    @Override
    public String toString() {
        return "QuarantineMark[" + businessId + ", revision " + revision + "]";
    }
}
