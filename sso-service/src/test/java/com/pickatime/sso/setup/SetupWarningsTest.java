package com.pickatime.sso.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.sso.settings.AttributeMapping;
import com.pickatime.sso.settings.SsoProvider;
import com.pickatime.sso.settings.SsoSettings;
import com.pickatime.sso.setup.SettingsView.CertificateView;
import com.pickatime.sso.setup.SettingsView.FailureView;
import com.pickatime.sso.setup.SettingsView.MetadataView;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetupWarningsTest {

    private static final BusinessId B1 = new BusinessId("b1");
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final URI LOGIN = URI.create("https://idp.example/login");
    private static final MetadataView GOOD = metadata(null, LOGIN, 400);

    @Test
    void areNoneWhereAllIsAsItShouldBe() {
        assertThat(SetupWarnings.of(settings(false, null), GOOD)).isEmpty();
        assertThat(SetupWarnings.of(SsoSettings.none(B1), null)).isEmpty();
    }

    @Test
    void sayThatSha1IsWeak() {
        assertThat(SetupWarnings.of(settings(true, null), GOOD))
                .singleElement()
                .asString()
                .contains("SHA-1");
    }

    @Test
    void sayThatThereIsNothingToSignInBy() {
        var gone = new MetadataView(null, null, null, GOOD.certificates(), null, List.of(), NOW, null);

        assertThat(SetupWarnings.of(settings(false, null), null))
                .singleElement()
                .asString()
                .contains("no metadata");
        assertThat(SetupWarnings.of(settings(false, null), gone))
                .singleElement()
                .asString()
                .contains("no metadata");
    }

    @Test
    void sayThatTheLastFetchFailed() {
        var failure = new FailureView(NOW, "TIMED_OUT", "words");

        assertThat(SetupWarnings.of(settings(false, null), metadata(failure, LOGIN, 400)))
                .singleElement()
                .asString()
                .contains("what came before is still used");
    }

    @Test
    void sayThatNobodyCanStartHere() {
        var noAddress = metadata(null, null, 400);

        assertThat(SetupWarnings.of(settings(false, null), noAddress))
                .singleElement()
                .asString()
                .contains("HTTP-Redirect");
        assertThat(SetupWarnings.of(settings(false, LOGIN), noAddress)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"31, 5, ''", "30, 5, ends soon (days left: 30)", "1, -7, ends soon (days left: 1)", "0, -7, has ended"})
    void sayThatTheCertificateThatEndsLastEnds(int one, int other, String words) {
        var warnings = SetupWarnings.of(settings(false, null), metadata(null, LOGIN, other, one));

        assertThat(String.join("", warnings)).contains(words).hasSizeLessThan(words.isEmpty() ? 1 : 1_000);
    }

    @Test
    void sayThatALoginUrlIsNotUsed() {
        var other = URI.create("https://idp.example/portal");

        assertThat(SetupWarnings.of(settings(false, LOGIN), GOOD)).isEmpty();
        assertThat(SetupWarnings.of(settings(false, other), GOOD))
                .singleElement()
                .asString()
                .contains("IdP Login URL is not used", "the metadata names")
                .doesNotContain("contradicts");
    }

    @Test
    void sayThatALoginUrlContradictsTheMetadata() {
        assertThat(SetupWarnings.of(settings(false, URI.create("https://launchpad.example/elm")), GOOD))
                .singleElement()
                .asString()
                .contains("IdP Login URL", "contradicts the metadata", "idp.example");
    }

    @Test
    void sayThatALoginUrlIsOfNoUseWhereNobodyMayComeUnasked() {
        var settings = new SsoSettings(
                B1,
                SsoProvider.GENERIC_SAML,
                LOGIN,
                URI.create("https://idp.example/m"),
                AttributeMapping.DEFAULTS,
                false,
                false,
                false,
                false,
                null);

        assertThat(SetupWarnings.of(settings, metadata(null, null, 400)))
                .singleElement()
                .asString()
                .contains("IdP Login URL is not used", "Allow IdP-initiated sign-in");
    }

    @Test
    void sayThatAesCbcIsWeak() {
        var settings = new SsoSettings(
                B1,
                SsoProvider.GENERIC_SAML,
                null,
                URI.create("https://idp.example/m"),
                AttributeMapping.DEFAULTS,
                false,
                false,
                true,
                false,
                null);

        assertThat(SetupWarnings.of(settings, GOOD)).singleElement().asString().contains("AES-CBC", "AES-GCM");
    }

    @Test
    void sayWhatIsLeftOutOfTheMetadata() {
        var partly = new MetadataView(
                "https://idp.example", LOGIN, null, GOOD.certificates(), null, List.of("The reason."), NOW, null);

        assertThat(SetupWarnings.of(settings(false, null), partly))
                .singleElement()
                .asString()
                .contains("left out", "The reason.");
    }

    private static SsoSettings settings(boolean allowSha1, @Nullable URI loginUrl) {
        return new SsoSettings(
                B1,
                SsoProvider.CLASSLINK_SAML,
                loginUrl,
                URI.create("https://idp.example/m"),
                AttributeMapping.DEFAULTS,
                true,
                allowSha1,
                false,
                false,
                null);
    }

    private static MetadataView metadata(@Nullable FailureView failure, @Nullable URI signOnUrl, int... daysLeft) {
        var certificates = IntStream.of(daysLeft)
                .mapToObj(days -> new CertificateView("ab", NOW, NOW, days))
                .toList();
        return new MetadataView("https://idp.example", signOnUrl, null, certificates, null, List.of(), NOW, failure);
    }
}
