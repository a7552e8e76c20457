package com.pickatime.local.stack;

import java.util.regex.Pattern;

/** Text for a command line that a person copies. */
public final class Shell {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");

    private Shell() {}

    /** The text as one word of a POSIX shell, whatever characters it has. */
    public static String quoted(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
