package com.pickatime.sso.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.LinkedMultiValueMap;

class ClientCredentialsTest {

    @Test
    void readsFormEncodedPartsOfABasicHeader() {
        assertThat(ClientCredentials.basic(basic("reader%3A1:a+b%2Bc%3A")))
                .isEqualTo(new ClientCredentials("reader:1", "a b+c:"));
    }

    @Test
    void takesTheSchemeInAnyCase() {
        assertThat(ClientCredentials.basic(basic("reader:secret").replace("Basic", "BASIC"))
                        .clientId())
                .isEqualTo("reader");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer abc", "Basic", "Basic ###", "Basic cmVhZGVy", "Basic JXp6OmE=", "Basic /zph"})
    void refusesWhatIsNoBasicHeader(String header) {
        assertThatExceptionOfType(OAuthException.class)
                .isThrownBy(() -> ClientCredentials.basic(header))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("invalid_client"));
    }

    @Test
    void readsAForm() {
        var form = new LinkedMultiValueMap<String, String>();
        assertThat(ClientCredentials.form(form)).isEmpty();

        form.add("client_id", "reader");
        assertThat(ClientCredentials.form(form)).isEmpty();

        form.add("client_secret", "s e");
        assertThat(ClientCredentials.form(form)).contains(new ClientCredentials("reader", "s e"));
    }

    @Test
    void showsNoSecretInItsText() {
        assertThat(new ClientCredentials("reader", "hush").toString())
                .contains("reader")
                .doesNotContain("hush");
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }
}
