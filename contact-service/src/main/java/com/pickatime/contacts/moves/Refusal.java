package com.pickatime.contacts.moves;

/** Why a source ID was not moved. */
enum Refusal {
    OLD_UNKNOWN("Nobody has the old source ID."),
    NEW_TAKEN("Somebody whom the roster has has the new source ID already; adopt or remove that contact first."),
    IN_QUARANTINE("The contact is in quarantine: somebody has to decide first who it is."),
    CLEARED("The contact was deleted together with others; bring those back first."),
    NEW_NOT_LEFT("The new source ID is the old one of a contact that could not be moved."),
    CHANGED("Somebody gave the source ID to another contact in this moment.");

    private final String words;

    Refusal(String words) {
        this.words = words;
    }

    /** For an administrator, without personal data. */
    String words() {
        return words;
    }

    /** Whether the contact stands for the old source ID still, so that nobody else can have it. */
    boolean keepsOld() {
        return this != OLD_UNKNOWN && this != CHANGED;
    }
}
