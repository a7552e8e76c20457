package com.pickatime.sso.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SamlSettingsTest {

    @Test
    void forgivesThreeMinutesOfDifferenceAndSignsTheMetadata() {
        assertThat(bound(Map.of("sso.saml.unknown", "x"))).isEqualTo(new SamlSettings(true, Duration.ofMinutes(3)));
    }

    @Test
    void canBeChanged() {
        assertThat(bound(Map.of("sso.saml.sign-metadata", "false", "sso.saml.clock-skew", "30s")))
                .isEqualTo(new SamlSettings(false, Duration.ofSeconds(30)));
    }

    private static SamlSettings bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("sso.saml", SamlSettings.class);
    }
}
