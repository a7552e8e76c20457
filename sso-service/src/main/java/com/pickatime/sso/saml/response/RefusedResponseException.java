package com.pickatime.sso.saml.response;

import com.pickatime.sso.saml.xml.MalformedXmlException;

/** A response that signs nobody in; its message holds the code and our own words, nothing of the response. */
public final class RefusedResponseException extends Exception {

    private final ResponseRefusal refusal;

    public RefusedResponseException(ResponseRefusal refusal) {
        super(refusal + ": " + refusal.explanation());
        this.refusal = refusal;
    }

    RefusedResponseException(MalformedXmlException malformed) {
        super(ResponseRefusal.MALFORMED + ": " + malformed.getMessage());
        this.refusal = ResponseRefusal.MALFORMED;
    }

    public ResponseRefusal refusal() {
        return refusal;
    }
}
