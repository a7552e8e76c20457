package com.pickatime.imports.source.reading;

import java.util.Locale;
import java.util.Set;

/** What databases and spreadsheets write where there is nothing. */
public final class NullWords {

    /** Nobody's name, and no sourcedId: real people are called Null and Nan, but not in these spellings. */
    private static final Set<String> NO_VALUE_SPELT_SO = Set.of("NULL", "NaN");

    /** Neither, in whatever case: signs are in them that no name has, and what spreadsheets show instead of a result. */
    private static final Set<String> NO_VALUE = Set.of(
            "\\n", "(null)", "<null>", "[null]", "{null}", "(none)", "<none>", "n/a", "#n/a", "#null!", "#ref!",
            "#name?", "#value!", "#num!", "#div/0!");

    /** Said of an address, a grade or a code, they mean that there is none. */
    private static final Set<String> NOTHING =
            Set.of("null", "none", "nil", "undefined", "n.a.", ".", "-", "--", "---");

    private NullWords() {}

    /** Whether a name or a sourcedId in a file is none. */
    public static boolean isNoValue(String text) {
        return NO_VALUE_SPELT_SO.contains(text) || NO_VALUE.contains(text.toLowerCase(Locale.ROOT));
    }

    /** Whether an optional value, other than a name, says that there is none. */
    static boolean isNothing(String text) {
        return isNoValue(text) || NOTHING.contains(text.toLowerCase(Locale.ROOT));
    }
}
