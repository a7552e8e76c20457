package com.pickatime.imports.source;

/** The roster as a whole cannot be trusted, so nothing of what was read may be published. */
public final class RosterIncompleteException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String code;

    /**
     * @param code stable, in upper snake case
     * @param message what happened and what to do, in words for an administrator, without personal data
     */
    public RosterIncompleteException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** As {@link #RosterIncompleteException(String, String)}, with the failure below it for the log. */
    public RosterIncompleteException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
