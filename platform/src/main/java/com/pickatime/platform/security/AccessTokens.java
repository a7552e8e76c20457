package com.pickatime.platform.security;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.SignedJWT;
import com.pickatime.platform.access.Caller;
import com.pickatime.platform.access.TokenClaims;
import com.pickatime.platform.access.TokenKeys;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How an access token is verified (RFC 9068, section 4; RFC 8725). */
final class AccessTokens {

    /** By how much the clocks of two machines may differ. */
    static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    /** A person sends the same token with every request of some minutes, and a signature is dear. By then a key that is withdrawn counts no more. */
    static final Duration BELIEVED = Duration.ofSeconds(30);

    private static final int MOST_BELIEVED = 5_000;

    private AccessTokens() {}

    static ReactiveJwtDecoder decoder(TokenKeys keys, String issuer, Clock clock) {
        var decoder = NimbusReactiveJwtDecoder.withJwkSource(token -> keyOf(token, keys))
                .jwsAlgorithm(SignatureAlgorithm.ES256)
                // the type is checked below, where another one than at+jwt is asked for
                .validateType(false)
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(List.of(
                new JwtTypeValidator(TokenClaims.TYPE),
                new JwtIssuerValidator(issuer),
                new JwtAudienceValidator(TokenClaims.AUDIENCE),
                timely(clock),
                AccessTokens::describesSomebody)));
        // a decoder takes any trouble with keys for a fault of the program; it is one of the moment
        return believing(
                token -> decoder.decode(token)
                        .onErrorMap(IllegalStateException.class, e -> new JwtException("the keys cannot be had", e)),
                clock);
    }

    /** Does not verify again what was verified a moment ago, unless its time is over by now. */
    private static ReactiveJwtDecoder believing(ReactiveJwtDecoder decoder, Clock clock) {
        var timely = timely(clock);
        var verified = Caffeine.newBuilder()
                .expireAfterWrite(BELIEVED)
                .maximumSize(MOST_BELIEVED)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .<String, Jwt>build();
        return token -> Mono.fromSupplier(() -> verified.getIfPresent(token))
                .filter(known -> !timely.validate(known).hasErrors())
                .switchIfEmpty(Mono.defer(() -> decoder.decode(token)).doOnNext(jwt -> verified.put(token, jwt)));
    }

    private static Flux<JWK> keyOf(SignedJWT token, TokenKeys keys) {
        var keyId = token.getHeader().getKeyID();
        return keyId == null ? Flux.empty() : keys.find(keyId).flux();
    }

    private static OAuth2TokenValidator<Jwt> timely(Clock clock) {
        var timestamps = new JwtTimestampValidator(CLOCK_SKEW);
        timestamps.setClock(clock);
        timestamps.setAllowEmptyExpiryClaim(false);
        return timestamps;
    }

    private static OAuth2TokenValidatorResult describesSomebody(Jwt token) {
        try {
            Caller.of(token);
            return OAuth2TokenValidatorResult.success();
        } catch (IllegalArgumentException e) {
            return OAuth2TokenValidatorResult.failure(new OAuth2Error(
                    OAuth2ErrorCodes.INVALID_TOKEN, "the claims describe neither a person nor a service", null));
        }
    }
}
