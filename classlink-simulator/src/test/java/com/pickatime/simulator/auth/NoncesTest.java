package com.pickatime.simulator.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NoncesTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private final Nonces nonces = new Nonces(Duration.ofMinutes(10));

    @Test
    void takesANonceOnce() {
        assertThat(nonces.take("a", NOW)).isTrue();
        assertThat(nonces.take("a", NOW.plusSeconds(600))).isFalse();
        assertThat(nonces.take("b", NOW)).isTrue();
    }

    @Test
    void forgetsWhatIsTooOldToPassAnyway() {
        nonces.take("a", NOW);

        assertThat(nonces.take("a", NOW.plusSeconds(601))).isTrue();
    }
}
