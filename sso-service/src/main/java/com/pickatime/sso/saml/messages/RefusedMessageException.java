package com.pickatime.sso.saml.messages;

import com.pickatime.sso.saml.xml.MalformedXmlException;

/** A message that is not followed; it says why and quotes nothing of it. */
public final class RefusedMessageException extends Exception {

    private final MessageRefusal refusal;

    public RefusedMessageException(MessageRefusal refusal) {
        super(refusal + ": " + refusal.explanation());
        this.refusal = refusal;
    }

    RefusedMessageException(MessageRefusal refusal, MalformedXmlException cause) {
        super(refusal + ": " + cause.getMessage(), cause);
        this.refusal = refusal;
    }

    public MessageRefusal refusal() {
        return refusal;
    }
}
