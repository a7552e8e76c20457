package com.pickatime.local.client;

/** The product refused or could not do what was asked; the message is its own explanation. */
public final class ProductException extends RuntimeException {

    private final int status;

    ProductException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The HTTP status, or 0 when there was no answer. */
    public int status() {
        return status;
    }
}
