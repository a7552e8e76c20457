package com.pickatime.simulator.district;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class DistrictSettingsTest {

    @Test
    void hasDefaults() {
        assertThat(bound(Map.of())).isEqualTo(new DistrictSettings(500, 2222, "Maplewood Unified School District"));
    }

    @Test
    void takesEveryProperty() {
        var properties =
                Map.of("simulator.students", "48000", "simulator.seed", "-1", "simulator.district-name", "Oak");

        assertThat(bound(properties)).isEqualTo(new DistrictSettings(48_000, -1, "Oak"));
    }

    private static DistrictSettings bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("simulator", DistrictSettings.class);
    }
}
