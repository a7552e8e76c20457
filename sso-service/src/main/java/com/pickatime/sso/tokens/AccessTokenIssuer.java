package com.pickatime.sso.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.TokenClaims;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.sso.keys.token.TokenKeyRing;
import com.pickatime.sso.keys.token.TokenSigningKeys;
import java.time.Clock;
import java.util.Date;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Issues access tokens, JWTs after RFC 9068.
 *
 * <p>They name no name and no address: tokens end up in logs of things that are not ours.
 */
@Component
public final class AccessTokenIssuer {

    /** The client of all people: this service's own session endpoint. */
    private static final String SESSIONS = "sso-service";

    private final TokenSigningKeys keys;
    private final Clock clock;
    private final String issuer;

    AccessTokenIssuer(TokenSigningKeys keys, Clock clock, @Value("${pickatime.security.issuer}") String issuer) {
        this.keys = keys;
        this.clock = clock;
        this.issuer = issuer;
    }

    /**
     * For a person.
     *
     * @param subject a contact's id, or {@code local:} and an ID
     */
    public Mono<AccessToken> issue(BusinessId businessId, String subject, AccessLevel level) {
        return sign(new JWTClaimsSet.Builder()
                .subject(subject)
                .claim("client_id", SESSIONS)
                .claim(TokenClaims.BUSINESS, businessId.value())
                .claim(TokenClaims.LEVEL, level.name()));
    }

    /** For a service or an operator, of no business. */
    public Mono<AccessToken> issue(String clientId, Set<String> scopes) {
        return sign(new JWTClaimsSet.Builder()
                .subject(clientId)
                .claim("client_id", clientId)
                .claim(TokenClaims.SCOPE, String.join(" ", new TreeSet<>(scopes))));
    }

    private Mono<AccessToken> sign(JWTClaimsSet.Builder claims) {
        return keys.ring()
                .flatMap(ring -> Mono.fromCallable(() -> sign(claims, ring)).subscribeOn(Schedulers.boundedElastic()));
    }

    private AccessToken sign(JWTClaimsSet.Builder claims, TokenKeyRing ring) throws JOSEException {
        var now = clock.instant();
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType(TokenClaims.TYPE))
                .keyID(ring.signing().getKeyID())
                .build();
        var token = new SignedJWT(
                header,
                claims.issuer(issuer)
                        .audience(TokenClaims.AUDIENCE)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(TokenClaims.LIFETIME)))
                        .jwtID(UUID.randomUUID().toString())
                        .build());
        token.sign(new ECDSASigner(ring.signing()));
        return new AccessToken(token.serialize(), TokenClaims.LIFETIME);
    }
}
