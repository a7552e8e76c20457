package com.pickatime.platform.text;

/**
 * What can be seen of a value: blanks round it are not part of it. Beside spaces of every width these are control characters and
 * what only steers how text is shown, such as byte order marks, joiners and marks of direction, which come along when somebody
 * copies text.
 */
public final class Blanks {

    private Blanks() {}

    /** The text without the blanks round it. */
    public static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (from < to && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /** Whether nothing of it can be seen. */
    public static boolean isBlank(String text) {
        // no stream: it is asked of every field of every row
        for (int i = 0; i < text.length(); i++) {
            if (!isBlank(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(char c) {
        return c <= ' '
                || Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT;
    }
}
