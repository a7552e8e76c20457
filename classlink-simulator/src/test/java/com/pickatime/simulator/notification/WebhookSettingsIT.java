package com.pickatime.simulator.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pickatime.simulator.ClassLinkSimulator;
import com.pickatime.simulator.SimulatorClient;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.ConfigurableApplicationContext;

class WebhookSettingsIT {

    @Test
    void hasDefaults() {
        var settings = new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("simulator", WebhookSettings.class);

        assertThat(settings)
                .isEqualTo(new WebhookSettings(
                        URI.create("http://localhost:8080/classlink/notifications"),
                        "whsec_bWFwbGV3b29kLW5vdGlmaWNhdGlvbi1zZWNyZXQ="));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "simulator.notification-secret=secret",
                "simulator.notification-secret=whsec_c2hvcnQ=",
                "simulator.students=0",
                "simulator.students=1000001",
                "simulator.max-limit=0",
                "simulator.oauth.consumer-key="
            })
    void refusesToStartWithNonsense(String setting) {
        assertThatThrownBy(() -> started("--" + setting)).rootCause().hasMessageContaining("simulator");
    }

    @Test
    void saysThatTheReceiverCannotBeReached() {
        try (var simulator = started("--simulator.notification-url=http://localhost:1/nobody")) {
            var port = simulator.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            var response = new SimulatorClient(port).post("/control/notify", "");

            assertThat(response.statusCode()).isEqualTo(502);
            assertThat(response.body()).contains("cannot be reached");
        }
    }

    private static ConfigurableApplicationContext started(String setting) {
        return new SpringApplicationBuilder(ClassLinkSimulator.class)
                .properties("spring.config.name=classlink-simulator")
                .run("--server.port=0", setting);
    }
}
