package com.pickatime.sso.saml.response;

import com.pickatime.sso.saml.xml.MalformedXmlException;

/** A response that signs nobody in; its message holds the code and our own words, nothing of the response. */
public final class RefusedResponseException extends Exception {

    private final Refusal refusal;

    public RefusedResponseException(Refusal refusal) {
        super(refusal + ": " + refusal.explanation());
        this.refusal = refusal;
    }

    RefusedResponseException(MalformedXmlException malformed) {
        super(Refusal.MALFORMED + ": " + malformed.getMessage());
        this.refusal = Refusal.MALFORMED;
    }

    public Refusal refusal() {
        return refusal;
    }
}
