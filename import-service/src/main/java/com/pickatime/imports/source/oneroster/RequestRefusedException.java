package com.pickatime.imports.source.oneroster;

/** A page was refused in a way that may be due to how it was asked for: so many rows at once, or with a filter. */
final class RequestRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final RuntimeException otherwise;

    RequestRefusedException(RuntimeException otherwise) {
        super(otherwise.getMessage(), null, false, false);
        this.otherwise = otherwise;
    }

    /** What it means when it is refused however it is asked for. */
    RuntimeException otherwise() {
        return otherwise;
    }
}
