package com.pickatime.sso.accounts.passwords;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a new password must be like: long, and not among the first that somebody would try. No digits or signs are asked for
 * and it never ends, as NIST SP 800-63B-4 section 3.1.1.2 advises.
 */
final class PasswordRules {

    static final int FEWEST_CHARACTERS = 12;

    /** Of 0 to 4: more than 100 million guesses are needed, which the lock-out puts out of reach. */
    private static final int LEAST_SCORE = 3;
    /** A shorter piece of a name is found in many good passwords by chance. */
    private static final int SHORTEST_PIECE = 4;

    /**
     * The estimator's work explodes with length on texts full of signs that stand for letters: 7 s for 72 of them. A password
     * is at least as hard to guess as its hardest piece.
     */
    private static final int LONGEST_PIECE = 20;

    private final Zxcvbn estimator = new Zxcvbn();

    /** @throws UnfitPasswordException naming the first rule that {@code text}, the normalized password, breaks */
    void check(String text, NewPassword wanted) {
        if (text.isBlank() || text.codePointCount(0, text.length()) < FEWEST_CHARACTERS) {
            throw new UnfitPasswordException("Please choose a password of at least " + FEWEST_CHARACTERS
                    + " characters. Several words in a row are easy to remember.");
        }
        if (Passwords.size(text) > Passwords.MOST_BYTES) {
            throw new UnfitPasswordException("This password is too long. It may have at most " + Passwords.MOST_BYTES
                    + " characters; fewer with accents or other special letters.");
        }
        if (!wanted.password().equals(wanted.repeated())) {
            throw new UnfitPasswordException("The two entries are not the same. Please type the password twice.");
        }
        var known = known(wanted);
        var lower = text.toLowerCase(Locale.ROOT);
        if (known.stream().anyMatch(piece -> piece.length() >= SHORTEST_PIECE && lower.contains(piece))) {
            throw new UnfitPasswordException(
                    "Please choose a password without your e-mail address or the name of your school in it.");
        }
        if (pieces(text).noneMatch(piece -> estimator.measure(piece, known).getScore() >= LEAST_SCORE)) {
            throw new UnfitPasswordException(
                    "This password is too easy to guess. Please choose another one, for example four words that have nothing to do with each other.");
        }
    }

    private static Stream<String> pieces(String text) {
        return IntStream.iterate(0, start -> start < text.length(), start -> start + LONGEST_PIECE)
                .mapToObj(start -> text.substring(start, Math.min(text.length(), start + LONGEST_PIECE)));
    }

    private static List<String> known(NewPassword wanted) {
        var known = new ArrayList<String>();
        known.add(wanted.email().replaceFirst("@.*", "").toLowerCase(Locale.ROOT));
        wanted.personal().forEach(word -> known.add(word.toLowerCase(Locale.ROOT)));
        return known;
    }
}
