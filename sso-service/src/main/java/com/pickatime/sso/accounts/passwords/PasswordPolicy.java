package com.pickatime.sso.accounts.passwords;

import com.nulabinc.zxcvbn.Zxcvbn;
import com.pickatime.sso.accounts.passwords.UnfitPasswordException.Rule;

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
            throw new UnfitPasswordException(Rule.SHORT);
        }
        if (PasswordHasher.size(text) > PasswordHasher.MOST_BYTES) {
            throw new UnfitPasswordException(Rule.LONG);
        }
        if (!wanted.password().equals(wanted.repeated())) {
            throw new UnfitPasswordException(Rule.DIFFERENT);
        }
        var names = new PersonalWords(wanted);
        var plain = GuessEstimator.plain(text);
        if (names.whole().stream().anyMatch(name -> name.length() >= SHORTEST_NAME && plain.contains(name))) {
            throw new UnfitPasswordException(Rule.PERSONAL);
        }
        if (new GuessEstimator(estimator, names.words()).log10(text) < LEAST_LOG10) {
            throw new UnfitPasswordException(Rule.GUESSABLE);
        }
    }
}
