package com.pickatime.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SerdeSettingsTest {

    private static final String URL = "http://registry:8081";

    @Test
    void haveConfluentsDefaults() {
        var settings = SerdeSettings.from(Map.of("schema.registry.url", URL));

        assertThat(settings.registries()).containsExactly(RegistryAddress.of(URL, ""));
        assertThat(settings.autoRegister()).isTrue();
        assertThat(settings.useLatest()).isFalse();
        assertThat(settings.specific()).isFalse();
        assertThat(settings.patience())
                .isEqualTo(new SerdeSettings.Patience(
                        Duration.ofSeconds(5), 3, Duration.ofSeconds(1), Duration.ofSeconds(20)));
    }

    @Test
    void takeEveryKey() {
        var settings = SerdeSettings.from(Map.ofEntries(
                Map.entry("schema.registry.url", "http://a:1,https://b/apis/ccompat/v7/"),
                Map.entry("auto.register.schemas", "false"),
                Map.entry("use.latest.version", true),
                Map.entry("specific.avro.reader", "true"),
                Map.entry("basic.auth.credentials.source", "USER_INFO"),
                Map.entry("basic.auth.user.info", "ada:s3cret"),
                Map.entry("http.read.timeout.ms", "250"),
                Map.entry("max.retries", 7),
                Map.entry("retries.wait.ms", "10"),
                Map.entry("retries.max.wait.ms", "80"),
                Map.entry("bootstrap.servers", "ignored:9092")));

        assertThat(settings.registries())
                .extracting(RegistryAddress::toString)
                .containsExactly("http://a:1", "https://b/apis/ccompat/v7");
        assertThat(settings.registries())
                .extracting(RegistryAddress::authorization)
                .containsOnly("Basic YWRhOnMzY3JldA==");
        assertThat(settings.autoRegister()).isFalse();
        assertThat(settings.useLatest()).isTrue();
        assertThat(settings.specific()).isTrue();
        assertThat(settings.patience())
                .isEqualTo(new SerdeSettings.Patience(
                        Duration.ofMillis(250), 7, Duration.ofMillis(10), Duration.ofMillis(80)));
    }

    @Test
    void doubleThePauseUpToItsLimit() {
        var patience = new SerdeSettings.Patience(Duration.ZERO, 9, Duration.ofMillis(10), Duration.ofMillis(50));

        assertThat(List.of(patience.before(1), patience.before(2), patience.before(3), patience.before(4)))
                .extracting(Duration::toMillis)
                .containsExactly(10L, 20L, 40L, 50L);
        assertThat(patience.before(1_000)).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void needARegistry() {
        assertThatThrownBy(() -> SerdeSettings.from(Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("schema.registry.url");
        assertThatThrownBy(() -> SerdeSettings.from(Map.of("schema.registry.url", "")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("schema.registry.url");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"registry:8081", "mock://ada:s3cret@scope", "http://ada:s3cret@ host", "http://", "ftp://a"})
    void refuseAnAddressThatIsNoHttpUrlWithoutShowingIt(String url) {
        assertThatThrownBy(() -> SerdeSettings.from(Map.of("schema.registry.url", url)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("schema.registry.url must hold http or https URLs")
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @CsvSource({
        "basic.auth.credentials.source, SASL_INHERIT",
        "basic.auth.credentials.source, USER_INFO",
        "auto.register.schemas, perhaps",
        "http.read.timeout.ms, 0",
        "max.retries, -1",
        "value.subject.name.strategy, io.confluent.kafka.serializers.subject.RecordNameStrategy",
        "key.subject.name.strategy, io.confluent.kafka.serializers.subject.RecordNameStrategy"
    })
    void refuseWhatTheyCannotDo(String key, String value) {
        assertThatThrownBy(() -> SerdeSettings.from(Map.of("schema.registry.url", URL, key, value)))
                .isInstanceOf(ConfigException.class);
    }

    @Test
    void acceptTheOneStrategyByNameAndByClass() {
        var config = Map.of(
                "schema.registry.url",
                URL,
                "value.subject.name.strategy",
                "io.confluent.kafka.serializers.subject.TopicNameStrategy",
                "key.subject.name.strategy",
                TopicNameStrategy.class);

        assertThat(SerdeSettings.from(config).registries()).hasSize(1);
    }

    private static final class TopicNameStrategy {}
}
