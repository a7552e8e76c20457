package com.pickatime.imports.source.reading;

/** A record that cannot become a row, and the field to blame; names no value. */
final class UnreadableRowException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String field;
    private final String reason;

    UnreadableRowException(String field, String reason) {
        // a bad file can hold as many of these as rows: no stack trace
        super(field + " " + reason, null, false, false);
        this.field = field;
        this.reason = reason;
    }

    String field() {
        return field;
    }

    String reason() {
        return reason;
    }
}
