package com.pickatime.imports.publish;

/** A record did not reach the topic, so the import on it has no end: no barrier was written. */
public final class PublishFailedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    PublishFailedException(String message) {
        super(message);
    }

    PublishFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
