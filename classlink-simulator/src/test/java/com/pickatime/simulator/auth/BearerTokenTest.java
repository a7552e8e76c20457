package com.pickatime.simulator.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenTest {

    private final BearerToken token = new BearerToken("s3cret");

    @ParameterizedTest
    @ValueSource(strings = {"Bearer s3cret", "bearer s3cret", "Bearer  s3cret "})
    void isShown(String header) {
        assertThat(token.isShownBy(header)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "s3cret", "Basic s3cret", "Bearer", "Bearer S3CRET", "Bearer s3cret2"})
    void isNotShown(String header) {
        assertThat(token.isShownBy(header)).isFalse();
    }

    @Test
    void keepsItsValueToItself() {
        assertThat(token).asString().doesNotContain("s3cret");
    }
}
