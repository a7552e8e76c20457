package com.pickatime.local.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import kafka.server.KafkaConfig;
import org.junit.jupiter.api.Test;

class BrokerSettingsTest {

    private final BrokerSettings settings = new BrokerSettings(Path.of("data"), 9092, 9093);

    @Test
    void listensOnTheLoopbackAddressOnly() {
        assertThat(settings.toProperties())
                .containsEntry("listeners", "PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093")
                .containsEntry("advertised.listeners", "PLAINTEXT://127.0.0.1:9092");
        assertThat(settings.bootstrapServers()).isEqualTo("127.0.0.1:9092");
    }

    @Test
    void keepsDataWhereTheCallerSaidWhateverTheWorkingDirectory() {
        assertThat(Path.of(settings.toProperties().getProperty("log.dirs")))
                .isAbsolute()
                .endsWithRaw(Path.of("data", "topics"));
        assertThat(settings.formatMarker()).hasFileName("meta.properties");
    }

    @Test
    void namesOnlySettingsThatKafkaKnows() {
        var unknown = settings.toProperties().stringPropertyNames().stream()
                .filter(name -> !KafkaConfig.configNames().contains(name));

        assertThat(unknown).isEmpty();
    }
}
