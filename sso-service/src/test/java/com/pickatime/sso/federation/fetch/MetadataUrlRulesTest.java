package com.pickatime.sso.federation.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataUrlRulesTest {

    private final MetadataUrlRules strict = new MetadataUrlRules(false);
    private final MetadataUrlRules local = new MetadataUrlRules(true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://idp.example/metadata",
                "HTTPS://idp.example",
                "https://idp.example:8443/a/b?app=1#x",
                "https://[2606:4700::1]/m"
            })
    void takeWholeHttpsAddresses(String url) {
        assertThat(strict.fault(URI.create(url))).isEmpty();
        assertThat(local.fault(URI.create(url))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://idp.example/m, NOT_HTTPS",
        "ftp://idp.example/m, NOT_HTTPS",
        "gopher://idp.example/m, NOT_HTTPS",
        "jar:https://idp.example/m!/x, NO_HOST",
        "file:///etc/passwd, NO_HOST",
        "data:text/xml;x, NO_HOST",
        "/metadata, NO_HOST",
        "idp.example/metadata, NO_HOST",
        "//idp.example/metadata, NO_HOST",
        "https:///metadata, NO_HOST",
        "https://127.1/m, NO_HOST",
        "https://0x7f.0.0.1/m, NO_HOST",
        "https://user@idp.example/m, USER_INFO",
        "https://user:secret@idp.example/m, USER_INFO",
        "https://idp.example@127.0.0.1/m, USER_INFO",
    })
    void refuseEverythingElse(String url, FetchFailure fault) {
        assertThat(strict.fault(URI.create(url))).contains(fault);
        assertThat(local.fault(URI.create(url))).contains(fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8110/m", "http://localhost/m", "http://[::1]:1/m"})
    void takeThisMachineWithoutHttpsOnlyWhereThatIsAllowed(String url) {
        assertThat(local.fault(URI.create(url))).isEmpty();
        assertThat(strict.fault(URI.create(url))).contains(FetchFailure.NOT_HTTPS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1.evil.example/m", "http://localhost.evil.example/m", "http://0.0.0.0/m"})
    void takeNothingThatOnlyLooksLikeThisMachine(String url) {
        assertThat(local.fault(URI.create(url))).contains(FetchFailure.NOT_HTTPS);
    }

    @Test
    void refuseAnAddressWithoutEnd() {
        var most = "https://idp.example/" + "a".repeat(2048 - 20);

        assertThat(strict.fault(URI.create(most))).isEmpty();
        assertThat(strict.fault(URI.create(most + 'a'))).contains(FetchFailure.TOO_LONG);
    }
}
