package com.pickatime.simulator.faults;

/** What was sent is no fault that this simulator knows how to show. */
public final class InvalidFaultException extends RuntimeException {

    private final String field;

    /**
     * Says what is wrong.
     *
     * @param field the name of the field at fault, or an empty string
     * @param reason what is wrong with it, to be read after the field's name
     */
    public InvalidFaultException(String field, String reason) {
        super(reason);
        this.field = field;
    }

    public String field() {
        return field;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
