package com.pickatime.simulator.applications;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ApplicationSettingsTest {

    @Test
    void hasDefaults() {
        assertThat(bound(Map.of()))
                .isEqualTo(new ApplicationSettings(
                        2222, "%2FmApLew00d%43", "5b0c7f5e-2d43-4c55-9d0e-6a1f0c2f7a11", "partner-key", 1));
    }

    @Test
    void takesEveryProperty() {
        var properties = Map.of(
                "simulator.tenant-id", "7",
                "simulator.oneroster-application-id", "%2Fx",
                "simulator.bearer", "b",
                "simulator.partner-key", "p",
                "simulator.neighbours", "0");

        assertThat(bound(properties)).isEqualTo(new ApplicationSettings(7, "%2Fx", "b", "p", 0));
    }

    private static ApplicationSettings bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("simulator", ApplicationSettings.class);
    }
}
