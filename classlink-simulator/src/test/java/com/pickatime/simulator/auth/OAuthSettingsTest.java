package com.pickatime.simulator.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class OAuthSettingsTest {

    @Test
    void hasDefaults() {
        assertThat(bound(Map.of()))
                .isEqualTo(new OAuthSettings(
                        "maplewood-key",
                        "maplewood-secret",
                        SignatureMethod.HMAC_SHA256,
                        Duration.ofMinutes(5),
                        Duration.ofHours(1)));
    }

    @Test
    void takesEveryProperty() {
        var properties = Map.of(
                "simulator.oauth.consumer-key", "k",
                "simulator.oauth.consumer-secret", "s",
                "simulator.oauth.signature-method", "hmac-sha1",
                "simulator.oauth.timestamp-window", "90s",
                "simulator.oauth.token-lifetime", "20s");

        assertThat(bound(properties))
                .isEqualTo(new OAuthSettings(
                        "k", "s", SignatureMethod.HMAC_SHA1, Duration.ofSeconds(90), Duration.ofSeconds(20)));
    }

    private static OAuthSettings bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("simulator.oauth", OAuthSettings.class);
    }
}
