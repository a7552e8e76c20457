package com.pickatime.contacts.classes;

import org.jspecify.annotations.Nullable;

/**
 * What the API calls a class, in paths and in the place where a page ends.
 *
 * <p>A roster's class is called by its source ID, whatever characters that has, and one of a business's own files by {@code ~own:}
 * and its id there. A source ID that itself begins with the sign is told apart by a second one before it, so that no two classes
 * are called the same.
 *
 * @param own whether it is of a business's own files
 * @param id there, or the source ID
 */
record ClassId(boolean own, String id) {

    private static final String SIGN = "~";
    private static final String OWN = SIGN + "own:";

    static ClassId own(String id) {
        return new ClassId(true, id);
    }

    static ClassId roster(String sourceId) {
        return new ClassId(false, sourceId);
    }

    /** Null for what no class is called. */
    static @Nullable ClassId parse(String text) {
        if (text.startsWith(OWN)) {
            return own(text.substring(OWN.length()));
        }
        if (text.startsWith(SIGN + SIGN)) {
            return roster(text.substring(SIGN.length()));
        }
        return text.startsWith(SIGN) ? null : roster(text);
    }

    String text() {
        if (own) {
            return OWN + id;
        }
        return id.startsWith(SIGN) ? SIGN + id : id;
    }
}
