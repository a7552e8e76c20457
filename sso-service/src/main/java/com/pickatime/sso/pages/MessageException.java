package com.pickatime.sso.pages;

/** Ends a request with a {@link Message} instead of what was asked for; not an error of ours, so without a stack trace. */
public final class MessageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Message shown;

    public MessageException(Message shown) {
        super(shown.title(), null, false, false);
        this.shown = shown;
    }

    Message shown() {
        return shown;
    }
}
