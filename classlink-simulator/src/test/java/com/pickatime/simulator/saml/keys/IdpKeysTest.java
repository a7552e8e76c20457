package com.pickatime.simulator.saml.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.simulator.saml.IdentityProviderSettings;
import com.pickatime.simulator.saml.IdentityProviderSettings.ServiceProvider;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdpKeysTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    private Path directory;

    @Test
    void areKeptFromStartToStart() {
        var first = keys(directory);
        first.renew(true);

        var next = keys(directory);

        assertThat(next.current()).isEqualTo(first.current());
        assertThat(next.published()).isEqualTo(first.published()).hasSize(2);
    }

    @Test
    void areNewAtEveryStartWhereNothingIsKept() {
        assertThat(keys(null).current()).isNotEqualTo(keys(null).current());
    }

    @Test
    void haveACertificateThatVerifiesAndLastsForYears() throws GeneralSecurityException {
        var certificate = keys(null).current().certificate();

        certificate.verify(certificate.getPublicKey());
        certificate.checkValidity(Date.from(NOW));
        assertThat(certificate.getNotAfter()).isAfter(NOW.plus(Duration.ofDays(700)));
    }

    @Test
    void forgetTheKeyBefore() {
        var keys = keys(directory);
        keys.renew(true);
        keys.renew(false);

        assertThat(keys.published())
                .containsExactly(keys.current().certificate())
                .isEqualTo(keys(directory).published());
    }

    @Test
    void showNothingOfThemselves() {
        var key = keys(null).current();

        assertThat(key.toString()).doesNotContain("modulus").hasSizeLessThan(60);
    }

    private static IdpKeys keys(@Nullable Path directory) {
        var provider = new ServiceProvider("http://sp", URI.create("http://sp/acs"), null, null);
        return new IdpKeys(
                new IdentityProviderSettings(URI.create("http://idp"), directory, provider),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
