package com.pickatime.contacts.store;

import com.mongodb.client.model.Filters;
import com.pickatime.platform.ids.BusinessId;
import org.bson.conversions.Bson;

/** All documents of one business as a range of the {@code _id} index: the key starts with the business id and a colon. */
public final class BusinessRange {

    private static final String AFTER_COLON = ";";

    private BusinessRange() {}

    /**
     * All of one business.
     *
     * @throws IllegalArgumentException if the id holds a colon, which would make it reach into another business
     */
    public static Bson of(BusinessId businessId) {
        requireNoColon(businessId);
        return Filters.and(
                Filters.gte(DocumentFields.ID, businessId + ":"),
                Filters.lt(DocumentFields.ID, businessId + AFTER_COLON));
    }

    /** What comes after one source ID, for paging. */
    public static Bson after(BusinessId businessId, String sourceId) {
        requireNoColon(businessId);
        return Filters.and(
                Filters.gt(DocumentFields.ID, businessId + ":" + sourceId),
                Filters.lt(DocumentFields.ID, businessId + AFTER_COLON));
    }

    private static void requireNoColon(BusinessId businessId) {
        if (businessId.value().indexOf(':') >= 0) {
            throw new IllegalArgumentException("a business id must not hold a colon");
        }
    }
}
