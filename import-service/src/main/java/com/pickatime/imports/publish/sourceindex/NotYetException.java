package com.pickatime.imports.publish.sourceindex;

import org.jspecify.annotations.Nullable;

/** The contact service cannot be read yet: it is away, or behind. */
final class NotYetException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NotYetException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
