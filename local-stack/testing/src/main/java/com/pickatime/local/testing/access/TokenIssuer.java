package com.pickatime.local.testing.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.TokenClaims;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;

/** Signs access tokens for tests, right ones and expired ones, with one key. */
public final class TokenIssuer {

    /** Longer than a real one's, so that a token outlives the test that keeps it. */
    private static final Duration LIFETIME = Duration.ofHours(1);

    private static final Duration LONG_AGO = Duration.ofHours(2);

    private final ECKey key;
    private final String issuer;
    private final Duration age;

    /**
     * Signs like the service that has this key.
     *
     * @param key on P-256, private, with an id
     * @param issuer as tokens name it
     */
    public TokenIssuer(ECKey key, String issuer) {
        this(key, issuer, Duration.ZERO);
    }

    private TokenIssuer(ECKey key, String issuer, Duration age) {
        this.key = key;
        this.issuer = issuer;
        this.age = age;
    }

    static TokenIssuer generate(String keyId, String issuer) {
        try {
            return new TokenIssuer(new ECKeyGenerator(Curve.P_256).keyID(keyId).generate(), issuer);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same key, but every token has expired. */
    public TokenIssuer expired() {
        return new TokenIssuer(key, issuer, LONG_AGO);
    }

    /** Another key under the same id: its tokens look right, and are signed by a stranger. */
    public TokenIssuer foreign() {
        return generate(key.getKeyID(), issuer);
    }

    /** A token of somebody of this business. */
    public String person(String businessId, AccessLevel level) {
        return person(businessId, "somebody", level);
    }

    /** A token of the person with this subject. */
    public String person(String businessId, String subject, AccessLevel level) {
        return sign(subject, Map.of(TokenClaims.BUSINESS, businessId, TokenClaims.LEVEL, level.name()));
    }

    /** A token of a service or an operator. */
    public String service(String... scopes) {
        return sign("a-service", Map.of(TokenClaims.SCOPE, String.join(" ", scopes)));
    }

    String publicKeys() {
        return new JWKSet(key.toPublicJWK()).toString();
    }

    private String sign(String subject, Map<String, String> claims) {
        var issuedAt = Instant.now().minus(age);
        var all = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(TokenClaims.AUDIENCE)
                .subject(subject)
                .issueTime(Date.from(issuedAt))
                .expirationTime(Date.from(issuedAt.plus(LIFETIME)));
        claims.forEach(all::claim);
        var header = new JWSHeader.Builder(JWSAlgorithm.parse(TokenClaims.ALGORITHM))
                .type(new JOSEObjectType(TokenClaims.TYPE))
                .keyID(key.getKeyID())
                .build();
        try {
            var token = new SignedJWT(header, all.build());
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
