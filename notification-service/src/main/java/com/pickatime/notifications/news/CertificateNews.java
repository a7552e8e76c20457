package com.pickatime.notifications.news;

import java.time.Instant;

/**
 * The last signing certificate of a business's identity provider ends soon, or has ended.
 *
 * @param identityProvider its SAML entity ID
 * @param fingerprint SHA-256 of the certificate in hex
 * @param daysLeft days until {@code notAfter}, begun ones counted whole; 0 or less when it is over
 */
public record CertificateNews(String identityProvider, String fingerprint, Instant notAfter, int daysLeft)
        implements News {

    @Override
    public MailTemplate template() {
        return MailTemplate.CERTIFICATE_EXPIRING;
    }

    @Override
    public String page() {
        return "/global-setup/business";
    }
}
