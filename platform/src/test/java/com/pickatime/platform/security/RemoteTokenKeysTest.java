package com.pickatime.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.pickatime.platform.testing.HttpDouble;
import com.pickatime.platform.testing.MovableClock;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class RemoteTokenKeysTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final AtomicInteger fetches = new AtomicInteger();
    private final MovableClock clock = new MovableClock();
    private final HttpDouble issuer = HttpDouble.start(this::answer);
    private final RemoteTokenKeys keys = keys(Duration.ofSeconds(20));
    private volatile List<JWK> published = List.of(Tokens.key("k1"));
    private volatile int status = 200;

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void fetchesTheKeysOnceForManyCallers() {
        StepVerifier.create(Flux.range(0, 200).flatMap(any -> keys.find("k1"), 200))
                .expectNextCount(200)
                .expectComplete()
                .verify(LIMIT);

        assertThat(fetches).hasValue(1);
    }

    @Test
    void isNotHammeredByStrangersWithRandomKeyIds() {
        assertThat(keys.find("k1").block(LIMIT)).isNotNull();
        clock.pass(RemoteTokenKeys.PAUSE.plusMillis(1));

        StepVerifier.create(Flux.range(0, 500).flatMap(number -> keys.find("stranger-" + number), 100))
                .expectComplete()
                .verify(LIMIT);
        assertThat(fetches).hasValue(2);

        clock.pass(RemoteTokenKeys.PAUSE.minusSeconds(1));
        assertThat(keys.find("stranger").block(LIMIT)).isNull();
        assertThat(fetches).hasValue(2);
    }

    @Test
    void findsANewKeyOfTheIssuer() {
        assertThat(keys.find("k1").block(LIMIT)).isNotNull();
        published = List.of(Tokens.key("k1"), Tokens.key("k2"));
        assertThat(keys.find("k2").block(LIMIT)).as("too soon").isNull();

        clock.pass(RemoteTokenKeys.PAUSE.plusMillis(1));
        assertThat(keys.find("k2").block(LIMIT)).isNotNull();
    }

    @Test
    void forgetsAKeyThatTheIssuerWithdrew() {
        assertThat(keys.find("k1").block(LIMIT)).isNotNull();
        published = List.of(Tokens.key("k2"));

        clock.pass(RemoteTokenKeys.FRESH.plusMillis(1));
        assertThat(keys.find("k1").block(LIMIT)).isNull();
    }

    @Test
    void keepsTheKeysWhileTheIssuerIsAway() {
        assertThat(keys.find("k1").block(LIMIT)).isNotNull();
        issuer.close();

        for (int i = 0; i < 5; i++) {
            clock.pass(RemoteTokenKeys.FRESH.plusMillis(1));
            assertThat(keys.find("k1").block(LIMIT)).isNotNull();
            assertThat(keys.find("stranger").block(LIMIT)).isNull();
        }
    }

    @Test
    void saysThatItKnowsNothingUntilTheIssuerAnswers() {
        status = 503;
        assertThat(fails(keys)).isTrue();
        assertThat(fails(keys)).isTrue();
        assertThat(fetches).hasValue(1);

        status = 200;
        clock.pass(RemoteTokenKeys.PAUSE_WITHOUT_KEYS.plusMillis(1));
        assertThat(keys.find("k1").block(LIMIT)).isNotNull();
    }

    @Test
    void givesUpAnIssuerThatDoesNotAnswer() throws InterruptedException {
        var release = new CountDownLatch(1);
        try (var silent = HttpDouble.start(exchange -> await(release))) {
            var impatient =
                    new RemoteTokenKeys(WebClient.create(), URI.create(silent.url()), Duration.ofMillis(100), clock);
            assertThat(fails(impatient)).isTrue();
            release.countDown();
        }
    }

    @Test
    void takesNoMoreThanItsClientReads() {
        published = IntStream.range(0, 2_000)
                .<JWK>mapToObj(number -> Tokens.KEY.toPublicJWK())
                .toList();

        assertThat(fails(keys)).isTrue();
    }

    @Test
    void takesKeysOfTheOneAlgorithmOnly() throws JOSEException {
        ECKey other = new ECKeyGenerator(Curve.P_384).keyID("p384").generate();
        published = List.of(
                Tokens.key("k1"),
                other,
                new OctetSequenceKeyGenerator(256).keyID("hmac").generate());

        assertThat(keys.find("k1").map(JWK::isPrivate).block(LIMIT)).isFalse();
        assertThat(keys.find("p384").block(LIMIT)).isNull();
        assertThat(keys.find("hmac").block(LIMIT)).isNull();
    }

    private RemoteTokenKeys keys(Duration timeout) {
        return new RemoteTokenKeys(
                TokenAutoConfiguration.client(timeout), URI.create(issuer.url() + "/keys"), timeout, clock);
    }

    private static boolean fails(RemoteTokenKeys keys) {
        return Boolean.TRUE.equals(keys.find("k1")
                .hasElement()
                .map(found -> false)
                .onErrorReturn(true)
                .block(LIMIT));
    }

    private static void await(CountDownLatch release) {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        fetches.incrementAndGet();
        HttpDouble.answer(exchange, status, new JWKSet(published).toString(false));
    }
}
