package com.pickatime.sso.saml.messages;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** A key of ours and the certificate that names it to identity providers. */
public record SamlCredential(PrivateKey key, X509Certificate certificate) {

    /** Names the certificate and never the key. */
    @Override
    public String toString() {
        return "SamlCredential[serialNumber=" + certificate.getSerialNumber() + "]";
    }
}
