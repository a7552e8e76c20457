package com.pickatime.contacts.links;

import java.util.Locale;

/**
 * What a try to link is counted against, within a day. They are taken in this order, the narrow ones first: whoever is stopped
 * at one uses nothing of those behind it.
 */
public enum Budget {
    /** Of the parent who tries. */
    PARENT(15),
    /** Of the student who is tried, whoever tries. */
    STUDENT(5),
    /** Of the birth date that is tried, whoever the student. */
    VALUE(20),
    /** Of the address that tries come from. */
    ADDRESS(100),
    BUSINESS(1_000);

    static final int LARGEST = 1_000_000;

    private final int tries;

    Budget(int tries) {
        this.tries = tries;
    }

    /** Failed tries a day, unless a business decides otherwise. */
    int tries() {
        return tries;
    }

    /** As the API names it. */
    String field() {
        return name().toLowerCase(Locale.ROOT);
    }
}
