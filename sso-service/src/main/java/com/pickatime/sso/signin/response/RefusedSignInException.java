package com.pickatime.sso.signin.response;

/** A response that signs nobody in; not an error of ours, so without a stack trace. */
public final class RefusedSignInException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient SignInRefusal reason;

    public RefusedSignInException(SignInRefusal reason) {
        super(reason.code(), null, false, false);
        this.reason = reason;
    }

    public SignInRefusal reason() {
        return reason;
    }
}
