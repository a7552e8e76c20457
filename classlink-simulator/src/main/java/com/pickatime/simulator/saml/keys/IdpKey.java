package com.pickatime.simulator.saml.keys;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** A private key and the certificate that service providers know it by. */
public record IdpKey(PrivateKey privateKey, X509Certificate certificate) {

    @Override
    public String toString() {
        return "IdpKey(" + certificate.getSerialNumber() + ")";
    }
}
