package com.pickatime.contacts.store;

/**
 * Names of the fields of a document of the roster collections.
 *
 * <p>An import sets these and no others; what is edited by hand belongs under {@code local}.
 */
public final class Fields {

    /** The roster key, businessId:sourceId. */
    public static final String ID = "_id";

    public static final String BUSINESS = "businessId";
    public static final String SOURCE = "sourceId";

    /** The run that decided whether the entity is active. */
    public static final String REVISION = "revision";

    /** The run that wrote {@link #ROSTER}; older than {@link #REVISION} while the entity is removed, 0 for none. */
    public static final String ROSTER_REVISION = "rosterRevision";

    /** The last run that removed the entity, also when it came back since; 0 for none. */
    public static final String REMOVED_REVISION = "removedRevision";

    public static final String IMPORT = "importId";
    public static final String ACTIVE = "active";
    public static final String HASH = "hash";

    /** What the roster says of the entity, replaced as a whole; absent until it said anything. */
    public static final String ROSTER = "roster";

    private Fields() {}
}
