package com.pickatime.sso.accounts.passwords;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How many guesses a password takes, as people choose them.
 *
 * <p>The estimator alone is fooled by padding: it takes every further piece for a choice among ten thousand, so that
 * "Winter2026Summer2026" passes for strong. Here the text is taken apart first, each piece counts once, whatever repeats
 * itself counts as one of it, and digits and signs together count no more than a word. What the estimator sees is letters,
 * on which it is also quick: it needs seconds for signs that stand for letters.
 *
 * @param words that others know of the person, which are tried first
 */
record GuessEstimator(Zxcvbn estimator, List<String> words) {

    /** Letters up to the next capital after a small one, digits, or signs. */
    private static final Pattern PIECES =
            Pattern.compile("\\p{Lu}*[\\p{L}\\p{M}&&[^\\p{Lu}]]+|\\p{Lu}+|\\d+|[^\\p{L}\\p{M}\\d\\s]+");

    private static final Pattern YEAR = Pattern.compile("(19|20)\\d\\d");
    private static final Pattern REPEATED = Pattern.compile("(.+?)\\1+");

    /** One or two signs within a word, where they stand for letters. */
    private static final Pattern DISGUISE = Pattern.compile("(?<=\\p{L})[0134578@$!]{1,2}(?=\\p{L})");

    private static final Map<Character, Character> MEANT =
            Map.of('0', 'o', '1', 'l', '3', 'e', '4', 'a', '5', 's', '7', 't', '8', 'b', '@', 'a', '$', 's', '!', 'i');

    /** As many decimal digits as a word is worth that nobody else would think of. */
    private static final int MOST_OF_DIGITS_AND_SIGNS = 5;

    private static final int LONGEST_DATE = 8;
    private static final int WORTH_OF_A_DATE = 4;

    /** What is known of a longer number, such as an area code or a date within. */
    private static final int KNOWN_OF_A_NUMBER = 6;

    /** The text in lower case, with the letters that signs within words stand for, and without all other signs. */
    static String plain(String text) {
        return undisguised(text).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\d]", "");
    }

    /** The decimal logarithm of the guesses that a text takes. */
    double log10(String text) {
        var seen = new HashSet<String>();
        var ofWords = 0.0;
        var ofOthers = 0.0;
        var pieces = PIECES.matcher(undisguised(text));
        while (pieces.find()) {
            var piece = once(pieces.group().toLowerCase(Locale.ROOT));
            if (seen.add(piece)) {
                if (Character.isLetter(piece.codePointAt(0))) {
                    ofWords += letters(piece);
                } else if (isNumber(piece)) {
                    ofWords += piece.length() - KNOWN_OF_A_NUMBER;
                } else if (Character.isDigit(piece.charAt(0))) {
                    ofOthers += digits(piece);
                } else {
                    ofOthers += piece.chars().distinct().count();
                }
            }
        }
        return ofWords + Math.min(ofOthers, MOST_OF_DIGITS_AND_SIGNS);
    }

    private double letters(String piece) {
        return estimator.measure(piece, words).getSequence().stream()
                .mapToDouble(match -> match.guessesLog10)
                .sum();
    }

    private static double digits(String piece) {
        if (YEAR.matcher(piece).matches() || isRow(piece)) {
            return 1;
        }
        return Math.min(piece.length(), WORTH_OF_A_DATE);
    }

    private static boolean isNumber(String piece) {
        return piece.length() > LONGEST_DATE && Character.isDigit(piece.charAt(0)) && !isRow(piece);
    }

    /** Such as 12345, 97531 or 7. */
    private static boolean isRow(String digits) {
        for (int i = 2; i < digits.length(); i++) {
            if (digits.charAt(i) - digits.charAt(i - 1) != digits.charAt(1) - digits.charAt(0)) {
                return false;
            }
        }
        return true;
    }

    private static String once(String piece) {
        var repeated = REPEATED.matcher(piece);
        return repeated.matches() ? repeated.group(1) : piece;
    }

    private static String undisguised(String text) {
        return DISGUISE.matcher(text).replaceAll(found -> {
            var meant = new StringBuilder();
            found.group().chars().forEach(sign -> meant.append(MEANT.get((char) sign)));
            return meant.toString();
        });
    }

    @Override
    public String toString() {
        return "GuessEstimator";
    }
}
