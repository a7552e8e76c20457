package com.pickatime.sso.setup;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.sso.BaseUrl;
import com.pickatime.sso.federation.MetadataStatus;
import com.pickatime.sso.federation.SigningCertificate;
import com.pickatime.sso.federation.store.FailedFetch;
import com.pickatime.sso.saml.metadata.IdentityProvider;
import com.pickatime.sso.saml.metadata.MetadataFault;
import com.pickatime.sso.settings.StoredSettings;
import com.pickatime.sso.setup.SettingsView.CertificateView;
import com.pickatime.sso.setup.SettingsView.FailureView;
import com.pickatime.sso.setup.SettingsView.MetadataView;
import com.pickatime.sso.setup.SettingsView.ServiceProviderView;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows settings and metadata to administrators. */
@Component
class SettingsViews {

    private final BaseUrl baseUrl;
    private final Clock clock;

    SettingsViews(BaseUrl baseUrl, Clock clock) {
        this.baseUrl = baseUrl;
        this.clock = clock;
    }

    /** @param known null when the settings name no identity provider, or nothing was ever asked of it */
    SettingsView of(StoredSettings stored, @Nullable MetadataStatus known) {
        var settings = stored.settings();
        var metadata = known == null ? null : metadata(known);
        return new SettingsView(
                settings.businessId(),
                settings.provider(),
                settings.idpLoginUrl(),
                settings.idpMetadataUrl(),
                settings.attributes(),
                settings.allowIdpInitiated(),
                settings.allowSha1(),
                settings.allowAesCbc(),
                settings.signRequests(),
                settings.tenantId(),
                stored.changedAt(),
                stored.changedBy(),
                serviceProvider(settings.businessId()),
                metadata,
                SetupWarnings.of(settings, metadata));
    }

    private ServiceProviderView serviceProvider(BusinessId businessId) {
        var saml = "/saml/" + businessId;
        var metadata = baseUrl.resolve(saml + "/metadata");
        return new ServiceProviderView(
                metadata,
                metadata,
                baseUrl.resolve(saml + "/acs"),
                baseUrl.resolve(saml + "/slo"),
                baseUrl.resolve(saml + "/login"),
                baseUrl.resolve("/sign-in/" + businessId),
                baseUrl.resolve(saml + "/test"));
    }

    private MetadataView metadata(MetadataStatus known) {
        var identityProvider = known.identityProvider();
        return identityProvider == null
                ? new MetadataView(
                        null, null, null, List.of(), null, List.of(), known.fetchedAt(), failure(known.lastFailure()))
                : new MetadataView(
                        identityProvider.entityId(),
                        identityProvider.singleSignOnUrl(),
                        identityProvider.singleLogoutUrl(),
                        certificates(identityProvider),
                        identityProvider.validUntil(),
                        identityProvider.ignored().stream()
                                .map(MetadataFault::explanation)
                                .toList(),
                        known.fetchedAt(),
                        failure(known.lastFailure()));
    }

    private List<CertificateView> certificates(IdentityProvider identityProvider) {
        var now = clock.instant();
        return identityProvider.signingCertificates().stream()
                .map(SigningCertificate::of)
                .map(each ->
                        new CertificateView(each.fingerprint(), each.notBefore(), each.notAfter(), each.daysLeft(now)))
                .toList();
    }

    private static @Nullable FailureView failure(@Nullable FailedFetch failed) {
        return failed == null
                ? null
                : new FailureView(failed.at(), failed.code(), "The IdP Metadata URL: " + failed.explanation());
    }
}
