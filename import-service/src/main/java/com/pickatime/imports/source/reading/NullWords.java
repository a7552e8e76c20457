package com.pickatime.imports.source.reading;

import java.util.Locale;
import java.util.Set;

/** What databases and spreadsheets write where there is nothing. */
public final class NullWords {

    /** Nobody's name, and no sourcedId: real people are called Null, but not in these spellings. */
    private static final Set<String> NEVER_A_VALUE = Set.of("NULL", "\\N", "(null)", "<null>", "#N/A", "N/A");

    /** Said of an address, a grade or a code, they mean that there is none. */
    private static final Set<String> NOTHING =
            Set.of("null", "\\n", "(null)", "<null>", "#n/a", "n/a", "none", "nil", "undefined", "-", "--");

    private NullWords() {}

    /** Whether a name or a sourcedId in a file is none. */
    public static boolean isNoValue(String text) {
        return NEVER_A_VALUE.contains(text);
    }

    /** Whether an optional value, other than a name, says that there is none. */
    static boolean isNothing(String text) {
        return NOTHING.contains(text.toLowerCase(Locale.ROOT));
    }
}
