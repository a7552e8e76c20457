package com.pickatime.contacts.store;

/** Names of the fields inside {@link DocumentFields#LOCAL}. */
public final class LocalFields {

    /** What an administrator said that the person may do. */
    public static final String LEVEL = "accessLevel";

    /** To whom the level was given. */
    public static final String GRANT = "accessLevelGivenTo";

    /** Fields that we know better than the roster, by the names of {@link RosterFields}. */
    public static final String OVERRIDES = "fields";

    /** What the person is searched by because of those, each word behind the business id and a colon. */
    public static final String WORDS = "words";

    /** Who decided the {@linkplain DocumentFields#STATE state}, when, and why. */
    public static final String STATE_BY = "stateBy";

    public static final String STATE_AT = "stateAt";
    public static final String STATE_REASON = "stateReason";

    /** Students whom a parent is linked to here and not by the roster; see {@link ContactLink}. */
    public static final String LINKS = "links";

    /** Classes of a business's own files that a student of it is in, by the ids of their documents. */
    public static final String CLASSES = "classes";

    /** What the person answered when they registered, by the ids of the prompts; see {@link ContactAnswer}. */
    public static final String ANSWERS = "answers";

    /** The contact that goes on in the place of one that is {@link ContactState#MERGED}. */
    public static final String MERGED_INTO = "mergedInto";

    /** Of a contact that was adopted the one that was {@link ContactState#MERGED} into it. */
    public static final String ADOPTED_FROM = "adoptedFrom";

    /** Since when a contact is in quarantine. */
    public static final String QUARANTINED_AT = "quarantinedAt";

    /**
     * The roster revision of a contact of whom somebody decided that whoever the roster names is the same person: until the roster
     * was written again, names tell nothing.
     */
    public static final String SAME_PERSON = "samePersonAs";

    /** The contact that took the source ID of one which turned out to be another person. */
    public static final String SUCCEEDED_BY = "succeededBy";

    /** Rises by one with each change by a person, and when a contact comes into quarantine or is released. */
    public static final String VERSION = "version";

    /** The subject of the token of who changed something last. */
    public static final String CHANGED_BY = "changedBy";

    public static final String CHANGED_AT = "changedAt";

    private LocalFields() {}

    /** The field as a query names it. */
    public static String path(String field) {
        return DocumentFields.LOCAL + '.' + field;
    }
}
