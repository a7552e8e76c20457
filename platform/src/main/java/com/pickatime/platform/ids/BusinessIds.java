package com.pickatime.platform.ids;

import java.util.regex.Pattern;

/** What a business may be called where somebody gives it a name: it becomes a part of addresses and keys. */
public final class BusinessIds {

    /** As a regular expression. */
    public static final String PATTERN = "[a-z0-9][a-z0-9-]{0,62}";

    /** In words, for whoever sent something else. */
    public static final String RULE = "must be 1 to 63 of a-z, 0-9 and '-', and not begin with '-'";

    private static final Pattern COMPILED = Pattern.compile(PATTERN);

    private BusinessIds() {}

    /** Whether {@code text} may name a business. */
    public static boolean isOne(String text) {
        return COMPILED.matcher(text).matches();
    }
}
