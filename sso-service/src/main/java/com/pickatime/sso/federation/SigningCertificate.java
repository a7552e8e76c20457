package com.pickatime.sso.federation;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A certificate of an identity provider as people tell it from another.
 *
 * @param fingerprint SHA-256 of its DER form in lower-case hex
 */
public record SigningCertificate(String fingerprint, Instant notBefore, Instant notAfter) {

    private static final Duration DAY = Duration.ofDays(1);

    public static SigningCertificate of(X509Certificate certificate) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return new SigningCertificate(
                    HexFormat.of().formatHex(digest),
                    certificate.getNotBefore().toInstant(),
                    certificate.getNotAfter().toInstant());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was read has a DER form", e);
        }
    }

    /** The one of these that ends last: as long as it lasts, a change of keys is prepared. */
    public static Optional<SigningCertificate> lastOf(List<X509Certificate> certificates) {
        return certificates.stream()
                .map(SigningCertificate::of)
                .max(Comparator.comparing(SigningCertificate::notAfter));
    }

    /** Days until it ends, begun ones counted whole; 0 or less when it has ended. */
    public int daysLeft(Instant now) {
        var left = Duration.between(now, notAfter);
        return Math.toIntExact(
                left.isNegative() ? left.toDays() : left.plus(DAY).minusNanos(1).toDays());
    }
}
