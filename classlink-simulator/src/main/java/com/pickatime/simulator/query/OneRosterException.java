package com.pickatime.simulator.query;

import org.springframework.http.HttpStatus;

/** A request that is answered by an error in OneRoster's own envelope. */
public final class OneRosterException extends RuntimeException {

    private final HttpStatus status;
    private final String minor;

    private OneRosterException(HttpStatus status, String minor, String description) {
        super(description);
        this.status = status;
        this.minor = minor;
    }

    public static OneRosterException invalid(String minor, String description) {
        return new OneRosterException(HttpStatus.BAD_REQUEST, minor, description);
    }

    public static OneRosterException unauthorised(String description) {
        return new OneRosterException(HttpStatus.UNAUTHORIZED, "unauthorisedrequest", description);
    }

    public static OneRosterException forbidden(String description) {
        return new OneRosterException(HttpStatus.FORBIDDEN, "forbidden", description);
    }

    public static OneRosterException unknown(String description) {
        return new OneRosterException(HttpStatus.NOT_FOUND, "unknownobject", description);
    }

    public static OneRosterException readOnly() {
        return new OneRosterException(
                HttpStatus.METHOD_NOT_ALLOWED, "unsupportedoperation", "rosters can only be read");
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
