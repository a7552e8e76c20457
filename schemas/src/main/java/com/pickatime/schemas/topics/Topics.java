package com.pickatime.schemas.topics;

/** Names of the topics, for annotations; {@link TopicCatalogue} says how each is laid out. */
public final class Topics {

    /** Hints that something changed at ClassLink; key: tenant id. */
    public static final String CLASSLINK_NOTIFICATIONS = "classlink.notifications";

    /** Roster changes and import barriers; key: {@link RosterKey}. */
    public static final String ROSTER_RECORDS = "roster.records";

    /** Steps in the life of imports; key: business id. */
    public static final String IMPORT_EVENTS = "import.events";

    /** What administrators should know about their single sign-on; key: business id. */
    public static final String SSO_EVENTS = "sso.events";

    /** What people decided about contacts; key: business id. */
    public static final String CONTACT_EVENTS = "contact.events";

    /** What became of appointments; key: business id. */
    public static final String CONFERENCE_EVENTS = "conference.events";

    /** Letters by which contacts choose a password; key: business id. */
    public static final String PASSWORD_LINKS = "password.links";

    /** Districts that added pickAtime in ClassLink; key: business id. */
    public static final String DISTRICTS_ADDED = "districts.added";

    /** What a dead-letter topic's name adds to that of the topic whose records it takes. */
    public static final String DEAD_LETTER_SUFFIX = "-dlt";

    private Topics() {}

    /** The topic that takes what could not be processed from {@code topic}. */
    public static String deadLetters(String topic) {
        return topic + DEAD_LETTER_SUFFIX;
    }
}
