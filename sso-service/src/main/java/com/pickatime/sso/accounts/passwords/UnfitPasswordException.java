package com.pickatime.sso.accounts.passwords;

/** A new password that cannot be taken; the message is for the person who typed it. */
public final class UnfitPasswordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnfitPasswordException(String words) {
        super(words, null, false, false);
    }

    /** What to change. */
    public String words() {
        return String.valueOf(getMessage());
    }
}
