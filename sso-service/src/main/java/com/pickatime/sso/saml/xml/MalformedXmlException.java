package com.pickatime.sso.saml.xml;

/** XML that cannot be read or is too large, too deep or not shaped as expected; the message holds no content of it. */
public final class MalformedXmlException extends Exception {

    public MalformedXmlException(String message) {
        super(message);
    }
}
