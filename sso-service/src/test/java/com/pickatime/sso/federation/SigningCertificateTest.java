package com.pickatime.sso.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigningCertificateTest {

    private static final Instant END = Instant.parse("2026-12-24T12:00:00Z");

    @Test
    void isKnownByTheDigestOfItsDerForm() throws Exception {
        var certificate = TestCertificates.lasting(END.minusSeconds(1), END);

        assertThat(SigningCertificate.of(certificate))
                .isEqualTo(new SigningCertificate(
                        HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded())),
                        END.minusSeconds(1),
                        END));
    }

    @ParameterizedTest
    @CsvSource({
        "P30D, 30",
        "P29DT23H, 30",
        "P30DT1S, 31",
        "PT24H, 1",
        "PT1S, 1",
        "PT0S, 0",
        "PT-1S, 0",
        "PT-23H, 0",
        "PT-24H, -1",
        "PT-100H, -4"
    })
    void countsBegunDaysWhole(Duration left, int days) {
        assertThat(new SigningCertificate("ab", END, END).daysLeft(END.minus(left)))
                .isEqualTo(days);
    }

    @Test
    void findsTheOneThatEndsLast() {
        var first = TestCertificates.lasting(END.minusSeconds(9), END);
        var last = TestCertificates.lasting(END.minusSeconds(9), END.plusSeconds(1));

        assertThat(SigningCertificate.lastOf(List.of(first, last, first))).contains(SigningCertificate.of(last));
        assertThat(SigningCertificate.lastOf(List.of())).isEmpty();
    }
}
