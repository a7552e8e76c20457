package com.pickatime.imports.staging.store;

/** The staging database or its directory cannot be used: a full disk, for example. */
public final class StagingException extends RuntimeException {

    private static final long serialVersionUID = 1;

    StagingException(String message, Throwable cause) {
        super(message, cause);
    }
}
