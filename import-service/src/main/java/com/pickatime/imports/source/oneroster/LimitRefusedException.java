package com.pickatime.imports.source.oneroster;

/** A page was refused in a way that may be due to its size. */
final class LimitRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final RuntimeException otherwise;

    LimitRefusedException(RuntimeException otherwise) {
        super(otherwise.getMessage(), null, false, false);
        this.otherwise = otherwise;
    }

    /** What it means when less is refused too. */
    RuntimeException otherwise() {
        return otherwise;
    }
}
