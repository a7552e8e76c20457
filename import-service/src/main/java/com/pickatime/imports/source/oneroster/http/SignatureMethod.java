package com.pickatime.imports.source.oneroster.http;

/** How an OAuth 1.0a request is signed: ClassLink's servers want SHA-256, some older OneRoster servers SHA-1. */
public enum SignatureMethod {
    HMAC_SHA256("HMAC-SHA256", "HmacSHA256"),
    HMAC_SHA1("HMAC-SHA1", "HmacSHA1");

    private final String oauthName;
    private final String macAlgorithm;

    SignatureMethod(String oauthName, String macAlgorithm) {
        this.oauthName = oauthName;
        this.macAlgorithm = macAlgorithm;
    }

    String oauthName() {
        return oauthName;
    }

    String macAlgorithm() {
        return macAlgorithm;
    }
}
