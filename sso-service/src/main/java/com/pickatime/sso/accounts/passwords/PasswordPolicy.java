package com.pickatime.sso.accounts.passwords;

import com.nulabinc.zxcvbn.Zxcvbn;

/**
 * What a new password must be like: long, and not among the first that somebody would try. No digits or signs are asked for
 * and it never ends, as NIST SP 800-63B-4 section 3.1.1.2 advises.
 */
final class PasswordPolicy {

    static final int FEWEST_CHARACTERS = 12;

    /** More than 100 million guesses are needed, which the lock-out puts out of reach. */
    private static final double LEAST_LOG10 = 8;

    /** A shorter piece of a name is found in many good passwords by chance. */
    private static final int SHORTEST_NAME = 4;

    private final Zxcvbn estimator = new Zxcvbn();

    /** @throws UnfitPasswordException naming the first rule that {@code text}, the normalized password, breaks */
    void check(String text, NewPassword wanted) {
        if (text.isBlank() || text.codePointCount(0, text.length()) < FEWEST_CHARACTERS) {
            throw new UnfitPasswordException("Please choose a password of at least " + FEWEST_CHARACTERS
                    + " characters. Several words in a row are easy to remember.");
        }
        if (PasswordHasher.size(text) > PasswordHasher.MOST_BYTES) {
            throw new UnfitPasswordException("This password is too long. It may have at most "
                    + PasswordHasher.MOST_BYTES + " characters; fewer with accents or other special letters.");
        }
        if (!wanted.password().equals(wanted.repeated())) {
            throw new UnfitPasswordException("The two entries are not the same. Please type the password twice.");
        }
        var names = new PersonalWords(wanted);
        var plain = GuessEstimator.plain(text);
        if (names.whole().stream().anyMatch(name -> name.length() >= SHORTEST_NAME && plain.contains(name))) {
            throw new UnfitPasswordException(
                    "Please choose a password without your name, your e-mail address or the name of your school in it.");
        }
        if (new GuessEstimator(estimator, names.words()).log10(text) < LEAST_LOG10) {
            throw new UnfitPasswordException(
                    "This password is too easy to guess: digits and signs at the end, years, or a word twice do not make it"
                            + " harder. Please choose another one, for example four words that have nothing to do with"
                            + " each other.");
        }
    }
}
