package com.pickatime.sso.tokens;

import org.springframework.http.HttpStatus;

/** A token request that is refused, in the words of RFC 6749 section 5.2; not an error of ours, so without a stack trace. */
final class OAuthException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String code;

    private OAuthException(HttpStatus status, String code, String description) {
        super(description, null, false, false);
        this.status = status;
        this.code = code;
    }

    static OAuthException invalidClient(String description) {
        return new OAuthException(HttpStatus.UNAUTHORIZED, "invalid_client", description);
    }

    static OAuthException invalidRequest(String description) {
        return new OAuthException(HttpStatus.BAD_REQUEST, "invalid_request", description);
    }

    static OAuthException invalidScope(String description) {
        return new OAuthException(HttpStatus.BAD_REQUEST, "invalid_scope", description);
    }

    static OAuthException unsupportedGrantType() {
        return new OAuthException(
                HttpStatus.BAD_REQUEST, "unsupported_grant_type", "the grant_type must be client_credentials");
    }

    HttpStatus status() {
        return status;
    }

    String code() {
        return code;
    }
}
