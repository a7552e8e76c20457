package com.pickatime.sso.accounts.passwords;

/** A new password that cannot be taken. */
public final class UnfitPasswordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is asked of a password; in the message bundles {@code password.unfit.RULE} says what to change. */
    public enum Rule {
        SHORT,
        LONG,
        /** The password was typed twice, and not the same. */
        DIFFERENT,
        /** It has a name of the person or their place in it. */
        PERSONAL,
        GUESSABLE
    }

    private final Rule broken;

    UnfitPasswordException(Rule broken) {
        super(broken.name(), null, false, false);
        this.broken = broken;
    }

    /** The rule that the password breaks. */
    public Rule broken() {
        return broken;
    }
}
