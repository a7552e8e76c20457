package com.pickatime.simulator.oneroster;

import static com.pickatime.simulator.SimulatorClient.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.simulator.ClassLinkSimulator;
import com.pickatime.simulator.SimulatorClient;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PagingSettingsIT {

    @Test
    void givesAHundredAtMostByDefault() {
        var settings = new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("simulator", PagingSettings.class);

        assertThat(settings).isEqualTo(new PagingSettings(100));
    }

    @Test
    void clampsToWhatIsSet() {
        try (var simulator = new SpringApplicationBuilder(ClassLinkSimulator.class)
                .properties("spring.config.name=classlink-simulator")
                .run("--server.port=0", "--simulator.max-limit=20", "--simulator.students=30")) {
            var port = simulator.getEnvironment().getRequiredProperty("local.server.port", Integer.class);

            assertThat(header(new SimulatorClient(port).roster("users?limit=50"), "x-count"))
                    .isEqualTo("20");
        }
    }
}
