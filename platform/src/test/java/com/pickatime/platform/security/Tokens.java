package com.pickatime.platform.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.pickatime.platform.access.AccessLevel;
import java.time.Instant;
import java.util.Date;
import java.util.function.UnaryOperator;

/** Tokens of an issuer with one key, right ones and ones that are wrong in one thing. */
public final class Tokens {

    public static final String ISSUER = "https://sso.example";

    public static final ECKey KEY = key("k1");

    private Tokens() {}

    public static ECKey key(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String person(String business, AccessLevel level) {
        return signed(claims -> claims.claim("business_id", business).claim("access_level", level.name()));
    }

    public static String service(String scope) {
        return signed(claims -> claims.claim("scope", scope));
    }

    public static String signed(UnaryOperator<JWTClaimsSet.Builder> claims) {
        return signed(header(JWSAlgorithm.ES256, "at+jwt", KEY.getKeyID()), claims, signer(KEY));
    }

    public static JWSHeader header(JWSAlgorithm algorithm, String type, String keyId) {
        return new JWSHeader.Builder(algorithm)
                .type(new JOSEObjectType(type))
                .keyID(keyId)
                .build();
    }

    public static String signed(JWSHeader header, UnaryOperator<JWTClaimsSet.Builder> claims, JWSSigner signer) {
        try {
            var token = new SignedJWT(header, claims.apply(claims()).build());
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static JWTClaimsSet.Builder claims() {
        var now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience("pickatime")
                .subject("T-1")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)));
    }

    public static JWSSigner signer(ECKey key) {
        try {
            return new ECDSASigner(key);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
