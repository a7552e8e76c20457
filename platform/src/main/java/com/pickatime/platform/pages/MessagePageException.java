package com.pickatime.platform.pages;

/** Ends a request with a {@link MessagePage} instead of what was asked for; not an error of ours, so without a stack trace. */
public final class MessagePageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient MessagePage shown;

    public MessagePageException(MessagePage shown) {
        super(shown.name(), null, false, false);
        this.shown = shown;
    }

    MessagePage shown() {
        return shown;
    }
}
