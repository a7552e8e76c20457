package com.pickatime.contacts.store;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.schemas.topics.RosterKey;
import org.jspecify.annotations.Nullable;

/**
 * What one import wants one entity to be.
 *
 * @param revision rises by one per import of the business; at least 1
 * @param content what the roster says; null removes the entity
 */
public record RosterChange(
        RosterCollection collection,
        BusinessId businessId,
        String sourceId,
        long revision,
        ImportId importId,
        @Nullable RosterContent content) {

    /** The id of the entity's document; of a person that of the contact which the source ID made first. */
    public String id() {
        return collection == RosterCollection.CONTACTS
                ? ContactKey.first(businessId, sourceId)
                : RosterKey.of(businessId.value(), sourceId);
    }

    /** Names the entity and no field of it: those are personal data. */
    @Override
    public String toString() {
        return collection + "[" + businessId + ", revision " + revision + "]";
    }
}
