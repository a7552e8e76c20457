package com.pickatime.sso.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ClientSettingsTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @Test
    void knowsNoClientUnlessTold() {
        assertThat(settings(Map.of()).clients()).isEmpty();
    }

    @Test
    void readsClientsWithTheirScopes() {
        var settings = settings(Map.of(
                "sso.clients.import-service.secret",
                SECRET,
                "sso.clients.import-service.scopes",
                "source-index.read, contacts.read"));

        var client = settings.clients().get("import-service");
        assertThat(client).isEqualTo(new ClientSettings.Client(SECRET, Set.of("source-index.read", "contacts.read")));
        assertThat(settings.toString()).contains("contacts.read").doesNotContain(SECRET);
    }

    @Test
    void takesABlankSecretForSwitchedOff() {
        var settings = settings(Map.of("sso.clients.operator.secret", " "));

        assertThat(settings.clients().get("operator"))
                .satisfies(client -> assertThat(client.isOn()).isFalse());
    }

    @Test
    void refusesASecretThatCouldBeGuessed() {
        assertThatThrownBy(() -> settings(Map.of(
                        "sso.clients.operator.secret",
                        SECRET.substring(1),
                        "sso.clients.operator.scopes",
                        "sso.manage")))
                .rootCause()
                .hasMessageContainingAll("sso.clients.operator.secret", "32", "openssl rand")
                .hasMessageNotContaining(SECRET.substring(1));
    }

    @ParameterizedTest
    @CsvSource({"''", "two words", "\"quoted\"", "back\\slash"})
    void refusesAClientWithoutUsableScopes(String scopes) {
        assertThatThrownBy(() ->
                        settings(Map.of("sso.clients.operator.secret", SECRET, "sso.clients.operator.scopes", scopes)))
                .rootCause()
                .hasMessageContaining("sso.clients.operator.scopes");
    }

    private static ClientSettings settings(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("sso", ClientSettings.class);
    }
}
