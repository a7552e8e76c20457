package com.pickatime.sso.federation.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.sso.federation.BusinessIdentityProvider;
import com.pickatime.sso.federation.SigningCertificate;
import com.pickatime.sso.federation.TestCertificates;
import com.pickatime.sso.saml.metadata.IdentityProvider;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateWarningTest {

    private static final Instant END = Instant.parse("2026-12-24T12:00:00Z");
    private static final X509Certificate ENDING = TestCertificates.lasting(END.minus(Duration.ofDays(99)), END);
    private static final X509Certificate NEWER =
            TestCertificates.lasting(END.minus(Duration.ofDays(99)), END.plus(Duration.ofDays(365)));

    @ParameterizedTest
    @CsvSource({
        "P30D, 30, 30",
        "P15D, 15, 30",
        "P14D, 14, 14",
        "P13DT1H, 14, 14",
        "P4D, 4, 14",
        "P3D, 3, 3",
        "PT1H, 1, 3",
        "PT0S, 0, 0",
        "P-9D, -9, 0"
    })
    void isOfTheNearestLimitThatWasReached(Duration left, int daysLeft, int step) {
        var warning = CertificateWarning.about(subject(ENDING), END.minus(left)).orElseThrow();

        assertThat(warning)
                .isEqualTo(new CertificateWarning(
                        new BusinessId("b1"), "https://idp.example", SigningCertificate.of(ENDING), daysLeft, step));
        assertThat(warning.id())
                .isEqualTo("b1/certificate/" + SigningCertificate.of(ENDING).fingerprint() + '/' + step);
    }

    @Test
    void isNotGivenWhileThereIsTime() {
        assertThat(CertificateWarning.about(
                        subject(ENDING), END.minus(Duration.ofDays(30)).minusSeconds(1)))
                .isEmpty();
    }

    @Test
    void isNotGivenWhereANewerCertificateIsThere() {
        assertThat(CertificateWarning.about(subject(ENDING, NEWER), END.minus(Duration.ofDays(1))))
                .isEmpty();
        assertThat(CertificateWarning.about(subject(NEWER, ENDING), END.plus(Duration.ofDays(1))))
                .isEmpty();
    }

    private static BusinessIdentityProvider subject(X509Certificate... certificates) {
        return new BusinessIdentityProvider(
                new BusinessId("b1"),
                new IdentityProvider(
                        "https://idp.example", List.of(certificates), null, null, null, false, null, List.of()));
    }
}
