package com.pickatime.imports.source.csv;

/** The text of a cell: blanks round it are not part of it, no-break spaces and byte order marks included. */
final class Cells {

    private Cells() {}

    static String strip(String cell) {
        int from = 0;
        int to = cell.length();
        while (from < to && isBlank(cell.charAt(from))) {
            from++;
        }
        while (from < to && isBlank(cell.charAt(to - 1))) {
            to--;
        }
        return cell.substring(from, to);
    }

    static boolean isBlank(String cell) {
        return cell.chars().allMatch(c -> isBlank((char) c));
    }

    private static boolean isBlank(char c) {
        return c <= ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF' || c == '\u200B';
    }
}
