package com.pickatime.web.services;

/** A service does not answer, or not in time. */
public final class ServiceAwayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ServiceAwayException(Service service, Throwable cause) {
        super(service + " does not answer", cause);
    }
}
