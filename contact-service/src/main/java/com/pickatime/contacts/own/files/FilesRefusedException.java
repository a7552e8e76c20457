package com.pickatime.contacts.own.files;

/** Files that cannot be loaded as they are; the message says what to do, and nothing of what stands in them. */
public final class FilesRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    /** @param code stable, for programs */
    public FilesRefusedException(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    public String code() {
        return code;
    }

    public String what() {
        return String.valueOf(getMessage());
    }
}
