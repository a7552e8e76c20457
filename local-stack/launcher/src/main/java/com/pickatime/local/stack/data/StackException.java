package com.pickatime.local.stack.data;

import org.jspecify.annotations.Nullable;

/** The stack cannot do what was asked; the message says what the person at the command line can do. */
public final class StackException extends RuntimeException {

    public StackException(String message) {
        this(message, null);
    }

    public StackException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
