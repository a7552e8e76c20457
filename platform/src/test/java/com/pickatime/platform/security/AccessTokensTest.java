package com.pickatime.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import com.pickatime.platform.access.AccessLevel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;

class AccessTokensTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final AtomicReference<Mono<JWK>> key = new AtomicReference<>(Mono.just(Tokens.KEY.toPublicJWK()));
    private final AtomicInteger asked = new AtomicInteger();
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return Objects.requireNonNull(now.get());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };
    private final ReactiveJwtDecoder decoder = AccessTokens.decoder(
            id -> Mono.defer(() -> {
                asked.incrementAndGet();
                return Objects.requireNonNull(key.get());
            }),
            Tokens.ISSUER,
            clock);

    private void verify(String token) {
        decoder.decode(token).block(LIMIT);
    }

    @Test
    void areVerifiedOnceInAMoment() {
        var token = Tokens.person("oak", AccessLevel.CUSTOMER);
        verify(token);
        verify(token);
        assertThat(asked).hasValue(1);

        verify(Tokens.person("elm", AccessLevel.CUSTOMER));
        assertThat(asked).as("another token").hasValue(2);
    }

    @Test
    void countNoMoreAMomentAfterTheirKeyIsWithdrawn() {
        var token = Tokens.person("oak", AccessLevel.CUSTOMER);
        verify(token);
        key.set(Mono.empty());
        now.updateAndGet(before -> before.plus(AccessTokens.BELIEVED));

        assertThatThrownBy(() -> verify(token)).isInstanceOf(JwtException.class);
    }

    @Test
    void endWithTheirTimeAlsoWhereTheyWereVerifiedAMomentAgo() {
        var token = Tokens.person("oak", AccessLevel.CUSTOMER);
        var end = decoder.decode(token).blockOptional(LIMIT).orElseThrow().getExpiresAt();
        now.set(Objects.requireNonNull(end).plus(AccessTokens.CLOCK_SKEW).minusSeconds(1));
        verify(token);
        now.updateAndGet(before -> before.plusSeconds(2));

        assertThatThrownBy(() -> verify(token)).isInstanceOf(JwtValidationException.class);
    }

    @Test
    void areNotBelievedForHavingBeenRefused() {
        var token = Tokens.person("oak", AccessLevel.CUSTOMER);
        key.set(Mono.just(Tokens.key("k1").toPublicJWK()));
        assertThatThrownBy(() -> verify(token)).isInstanceOf(JwtException.class);
        assertThatThrownBy(() -> verify(token)).isInstanceOf(JwtException.class);
        assertThat(asked).hasValue(2);
    }
}
