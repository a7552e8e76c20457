package com.pickatime.imports.source.reading;

/** A record that cannot become a row, and the field to blame; names no value. */
public final class UnreadableRowException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String field;
    private final String reason;

    UnreadableRowException(String field, String reason) {
        // a bad file can hold as many of these as rows: no stack trace
        super(field + " " + reason, null, false, false);
        this.field = field;
        this.reason = reason;
    }

    /** As OneRoster names it. */
    public String field() {
        return field;
    }

    /** What is wrong with it, to be read behind the field's name. */
    public String reason() {
        return reason;
    }
}
