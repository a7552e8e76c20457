package com.pickatime.sso.saml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamlTimeTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T15:00:00Z, 2026-11-24T15:00:00Z",
        "2026-11-24T15:00:00.1234567Z, 2026-11-24T15:00:00.123456700Z",
        "' 2026-11-24T15:00:00Z\n', 2026-11-24T15:00:00Z",
        "2026-11-24T15:00:00, 2026-11-24T15:00:00Z",
        "2026-11-24T10:00:00-05:00, 2026-11-24T15:00:00Z"
    })
    void readsUtcAndHonoursZones(String text, Instant time) {
        assertThat(SamlTime.parse(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "2026-11-24", "15:00:00Z", "2026-13-24T15:00:00Z", "2026-11-24T25:00:00Z"})
    void readsNothingElse(String text) {
        assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> SamlTime.parse(text));
    }

    @Test
    void writesUtcToTheMillisecond() {
        assertThat(SamlTime.format(Instant.parse("2026-11-24T15:00:00.123456Z")))
                .isEqualTo("2026-11-24T15:00:00.123Z");
        assertThat(SamlTime.format(Instant.parse("2026-11-24T15:00:00Z"))).isEqualTo("2026-11-24T15:00:00Z");
    }
}
