package com.pickatime.contacts.store;

/**
 * Names of the fields of a document of the roster collections.
 *
 * <p>An import sets these and no others; what is edited by hand belongs under {@code local}.
 */
public final class DocumentFields {

    /** The roster key, businessId:sourceId; of a contact businessId:contactId, see {@link ContactKey}. */
    public static final String ID = "_id";

    public static final String BUSINESS = "businessId";
    /** What the roster calls the entity now; a contact whose source ID went to another one has none. */
    public static final String SOURCE = "sourceId";

    /** What the roster called a contact before its source ID went to another one. */
    public static final String FORMER_SOURCE = "formerSourceId";

    /** Of a contact: which one of those is it that had its source ID, from 1 on. */
    public static final String GENERATION = "generation";

    /** To whom source IDs went that once made this contact; see {@link SourceIds}. */
    public static final String REDIRECTS = "redirects";

    /** The run that decided whether the entity is present. */
    public static final String REVISION = "revision";

    /** The run that wrote {@link #ROSTER}; older than {@link #REVISION} while the entity is removed, 0 for none. */
    public static final String ROSTER_REVISION = "rosterRevision";

    /** The last run that removed the entity, also when it came back since; 0 for none. */
    public static final String REMOVED_REVISION = "removedRevision";

    public static final String IMPORT = "importId";
    /**
     * Whether the source has the entity: all that the source index and the receipt look at, and written by imports alone. A
     * document of {@code contacts} without it is no contact, but a redirect, or a contact that is being made.
     */
    public static final String PRESENT = "present";

    /** Of a contact that people made here: true. It counts though no source has it, and has no source ID. */
    public static final String OWN = "own";

    public static final String HASH = "hash";

    /** Under which {@link Projection} {@link #ROSTER} was written. */
    public static final String PROJECTION = "projection";

    /**
     * What the roster says of the entity, replaced as a whole; absent until it said anything. Of a contact of {@linkplain #OWN our own}
     * what people said who made it.
     */
    public static final String ROSTER = "roster";

    /** What was decided of a contact here, and not by its source: one of {@link ContactState}; absent for ACTIVE. */
    public static final String STATE = "state";

    /** Of a contact: the last run that put it into quarantine or released it; absent for none. */
    public static final String QUARANTINE_REVISION = "quarantineRevision";

    /** What is decided of a contact in pickAtime itself; imports leave it alone. */
    public static final String LOCAL = "local";

    /** What a contact was before all of its level were deleted; see the package {@code clearing}. */
    public static final String CLEARED = "cleared";

    private DocumentFields() {}
}
