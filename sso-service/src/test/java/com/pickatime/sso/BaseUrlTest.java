package com.pickatime.sso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlTest {

    @Test
    void makesAbsoluteAddresses() {
        var base = new BaseUrl(URI.create("https://sso.example.org/"));

        assertThat(base.resolve("/saml/oak/acs")).isEqualTo(URI.create("https://sso.example.org/saml/oak/acs"));
        assertThat(base.host()).isEqualTo("sso.example.org");
        assertThat(base.isHttps()).isTrue();
    }

    @Test
    void keepsThePort() {
        var base = new BaseUrl(URI.create("http://127.0.0.1:8104"));

        assertThat(base.resolve("/")).isEqualTo(URI.create("http://127.0.0.1:8104/"));
        assertThat(base.host()).isEqualTo("127.0.0.1");
        assertThat(base.isHttps()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://sso.example.org",
                "ftp://127.0.0.1",
                "https:sso.example.org",
                "https://sso.example.org/sso",
                "https://sso.example.org?a=b",
                "https://sso.example.org#here",
                "https://user@sso.example.org",
                "http://127.0.0.1.example.org"
            })
    void refusesWhatIsNoWebSite(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BaseUrl(URI.create(url)))
                .withMessageContaining("sso.base-url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "acs", "//elsewhere.example"})
    void makesNoAddressThatIsNotOurs(String path) {
        var base = new BaseUrl(URI.create("https://sso.example.org"));

        assertThatIllegalArgumentException().isThrownBy(() -> base.resolve(path));
    }
}
