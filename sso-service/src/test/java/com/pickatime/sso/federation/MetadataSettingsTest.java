package com.pickatime.sso.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class MetadataSettingsTest {

    @Test
    void haveDefaultsThatAreSafe() {
        assertThat(bound(Map.of("sso.metadata.unknown", "x")))
                .isEqualTo(new MetadataSettings(
                        false,
                        Duration.ofHours(6),
                        Duration.ofMinutes(15),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(1)));
    }

    @Test
    void canBeChanged() {
        assertThat(bound(Map.of(
                        "sso.metadata.allow-loopback", "true",
                        "sso.metadata.refresh-after", "1h",
                        "sso.metadata.retry-after", "2m",
                        "sso.metadata.ask-again-after", "5s",
                        "sso.metadata.remember", "1ms")))
                .isEqualTo(new MetadataSettings(
                        true, Duration.ofHours(1), Duration.ofMinutes(2), Duration.ofSeconds(5), Duration.ofMillis(1)));
    }

    private static MetadataSettings bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("sso.metadata", MetadataSettings.class);
    }
}
