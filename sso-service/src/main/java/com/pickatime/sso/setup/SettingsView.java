package com.pickatime.sso.setup;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.sso.settings.AttributeMapping;
import com.pickatime.sso.settings.SsoProvider;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings as administrators see them.
 *
 * @param serviceProvider what to enter at the identity provider
 * @param metadata what the identity provider says; null when none is set
 * @param warnings what is not as it should be, in words
 */
record SettingsView(
        BusinessId businessId,
        SsoProvider provider,
        @Nullable URI idpLoginUrl,
        @Nullable URI idpMetadataUrl,
        AttributeMapping attributes,
        boolean allowIdpInitiated,
        boolean allowSha1,
        boolean allowAesCbc,
        boolean signRequests,
        @Nullable String tenantId,
        @Nullable Instant changedAt,
        @Nullable String changedBy,
        ServiceProviderView serviceProvider,
        @Nullable MetadataView metadata,
        List<String> warnings) {

    /**
     * Our side, as ClassLink's console asks for it.
     *
     * @param entityId the SP entity ID, which is the metadata URL as well
     * @param signInUrl the page where people choose how to sign in
     * @param testUrl shows an administrator what the identity provider sends
     */
    record ServiceProviderView(
            URI entityId,
            URI metadataUrl,
            URI assertionConsumerUrl,
            URI singleLogoutUrl,
            URI loginUrl,
            URI signInUrl,
            URI testUrl) {}

    /**
     * The identity provider by its own words.
     *
     * @param entityId null, as all that follows from the metadata, while there is none that may be used
     * @param ignored what is wrong with parts of the metadata that are left out, in words
     * @param fetchedAt when the metadata came; null when none ever did
     * @param lastFailure the last fetch, if it failed; null if it did not
     */
    record MetadataView(
            @Nullable String entityId,
            @Nullable URI singleSignOnUrl,
            @Nullable URI singleLogoutUrl,
            List<CertificateView> certificates,
            @Nullable Instant validUntil,
            List<String> ignored,
            @Nullable Instant fetchedAt,
            @Nullable FailureView lastFailure) {}

    /** A signing certificate; the fingerprint is SHA-256 in hex, and the days left 0 or less when it has ended. */
    record CertificateView(String fingerprint, Instant notBefore, Instant notAfter, int daysLeft) {}

    /** A fetch that failed, and what to do about it. */
    record FailureView(Instant at, String code, String reason) {}
}
