package com.pickatime.simulator.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The two ways that rosters are signed in practice. */
public enum SignatureMethod {
    HMAC_SHA1("HMAC-SHA1", "HmacSHA1"),
    HMAC_SHA256("HMAC-SHA256", "HmacSHA256");

    private final String oauthName;
    private final String algorithm;

    SignatureMethod(String oauthName, String algorithm) {
        this.oauthName = oauthName;
        this.algorithm = algorithm;
    }

    String oauthName() {
        return oauthName;
    }

    /** The signature, in Base64. */
    String sign(String key, String text) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(algorithm + " is part of every Java", e);
        }
    }
}
