package com.pickatime.sso.saml.redirect;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How a redirect may be signed, RFC 4051 and RFC 9231; whatever is not here is refused. */
enum SignatureAlgorithm {
    RSA_SHA256("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "RSA", "SHA256withRSA"),
    RSA_SHA384("http://www.w3.org/2001/04/xmldsig-more#rsa-sha384", "RSA", "SHA384withRSA"),
    RSA_SHA512("http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", "RSA", "SHA512withRSA"),
    ECDSA_SHA256("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", "EC", "SHA256withECDSA"),
    ECDSA_SHA384("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384", "EC", "SHA384withECDSA"),
    ECDSA_SHA512("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512", "EC", "SHA512withECDSA"),
    RSA_SHA1("http://www.w3.org/2000/09/xmldsig#rsa-sha1", "RSA", "SHA1withRSA"),
    ECDSA_SHA1("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1", "EC", "SHA1withECDSA");

    private final String uri;
    private final String keyAlgorithm;
    private final String jdkName;

    SignatureAlgorithm(String uri, String keyAlgorithm, String jdkName) {
        this.uri = uri;
        this.keyAlgorithm = keyAlgorithm;
        this.jdkName = jdkName;
    }

    static Optional<SignatureAlgorithm> of(String uri) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.uri.equals(uri))
                .findFirst();
    }

    String uri() {
        return uri;
    }

    boolean isSha1() {
        return this == RSA_SHA1 || this == ECDSA_SHA1;
    }

    byte[] sign(byte[] octets, PrivateKey key) throws GeneralSecurityException {
        var signature = Signature.getInstance(jdkName);
        signature.initSign(key);
        signature.update(octets);
        return signature.sign();
    }

    /** Whether the key made the signature; a key of another kind did not. */
    boolean verifies(byte[] octets, byte[] signature, PublicKey key) {
        return keyAlgorithm.equals(key.getAlgorithm())
                && encodings().stream().anyMatch(encoding -> verifies(encoding, octets, signature, key));
    }

    /** ECDSA's two numbers come side by side, as RFC 9231 has it, or in DER, as several products write them here. */
    private List<String> encodings() {
        return keyAlgorithm.equals("EC") ? List.of(jdkName + "inP1363Format", jdkName) : List.of(jdkName);
    }

    private static boolean verifies(String encoding, byte[] octets, byte[] signature, PublicKey key) {
        try {
            var verification = Signature.getInstance(encoding);
            verification.initVerify(key);
            verification.update(octets);
            return verification.verify(signature);
        } catch (SignatureException | InvalidKeyException otherLengthOrKey) {
            return false;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("the JDK lacks " + encoding, missing);
        }
    }
}
