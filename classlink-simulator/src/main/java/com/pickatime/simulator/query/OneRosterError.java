package com.pickatime.simulator.query;

import org.springframework.http.HttpStatus;

/** A request that is answered by an error in OneRoster's own envelope. */
public final class OneRosterError extends RuntimeException {

    private final HttpStatus status;
    private final String minor;

    private OneRosterError(HttpStatus status, String minor, String description) {
        super(description);
        this.status = status;
        this.minor = minor;
    }

    public static OneRosterError invalid(String minor, String description) {
        return new OneRosterError(HttpStatus.BAD_REQUEST, minor, description);
    }

    public static OneRosterError unauthorised(String description) {
        return new OneRosterError(HttpStatus.UNAUTHORIZED, "unauthorisedrequest", description);
    }

    public static OneRosterError forbidden(String description) {
        return new OneRosterError(HttpStatus.FORBIDDEN, "forbidden", description);
    }

    public static OneRosterError unknown(String description) {
        return new OneRosterError(HttpStatus.NOT_FOUND, "unknownobject", description);
    }

    public static OneRosterError readOnly() {
        return new OneRosterError(HttpStatus.METHOD_NOT_ALLOWED, "unsupportedoperation", "rosters can only be read");
    }

    public HttpStatus status() {
        return status;
    }

    public ErrorBody body() {
        return ErrorBody.of(
                status == HttpStatus.METHOD_NOT_ALLOWED ? "unsupported" : "failure",
                minor,
                String.valueOf(getMessage()));
    }
}
