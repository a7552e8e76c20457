package com.pickatime.sso.federation.watch;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.sso.federation.BusinessIdentityProvider;
import com.pickatime.sso.federation.SigningCertificate;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * News that the last signing certificate of a business ends.
 *
 * @param step the days that were the limit: each of them is news once
 */
record CertificateWarning(
        BusinessId businessId, String idpEntityId, SigningCertificate certificate, int daysLeft, int step) {

    /** Days before the end, nearest first; 0 is the end itself. */
    private static final int[] STEPS = {0, 3, 14, 30};

    /** What there is to say now; empty while the certificate that ends last has more than 30 days. */
    static Optional<CertificateWarning> about(BusinessIdentityProvider subject, Instant now) {
        var identityProvider = subject.identityProvider();
        return SigningCertificate.lastOf(identityProvider.signingCertificates()).flatMap(certificate -> {
            int daysLeft = certificate.daysLeft(now);
            var step = IntStream.of(STEPS).filter(days -> daysLeft <= days).findFirst();
            return step.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new CertificateWarning(
                            subject.businessId(), identityProvider.entityId(), certificate, daysLeft, step.getAsInt()));
        });
    }

    /** The same whoever finds it and however often. */
    String id() {
        return businessId + "/certificate/" + certificate.fingerprint() + '/' + step;
    }
}
