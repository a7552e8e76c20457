package com.pickatime.schemas.topics;

/** Keys of roster records: everything about one source ID of one business shares a partition. */
public final class RosterKey {

    private RosterKey() {}

    /**
     * The key of a record.
     *
     * @throws IllegalArgumentException if a part is empty, or the business id holds a colon: two different pairs must
     *     never give one key
     */
    public static String of(String businessId, String sourceId) {
        if (businessId.isEmpty() || sourceId.isEmpty()) {
            throw new IllegalArgumentException("a roster key needs a business id and a source id");
        }
        if (businessId.indexOf(':') >= 0) {
            throw new IllegalArgumentException("a business id must not hold a colon");
        }
        return businessId + ':' + sourceId;
    }
}
