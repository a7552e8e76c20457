package com.pickatime.sso.logout;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.sso.federation.IdentityProviders;
import com.pickatime.sso.saml.messages.LogoutRequest;
import com.pickatime.sso.saml.metadata.IdentityProvider;
import com.pickatime.sso.sessions.IdpSession;
import com.pickatime.sso.settings.SsoSettingsStore;
import com.pickatime.sso.settings.UnreadableSettingsException;
import java.net.URI;
import java.time.Clock;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Logout requests of ours, always signed: identity providers take no others (SAML 2.0 profiles, section 4.4.4.1). */
@Component
class SpInitiatedLogout {

    private final SsoSettingsStore businesses;
    private final IdentityProviders identityProviders;
    private final SignedRedirects redirects;
    private final SentLogoutRequests sent;
    private final Clock clock;

    SpInitiatedLogout(
            SsoSettingsStore businesses,
            IdentityProviders identityProviders,
            SignedRedirects redirects,
            SentLogoutRequests sent,
            Clock clock) {
        this.businesses = businesses;
        this.identityProviders = identityProviders;
        this.redirects = redirects;
        this.sent = sent;
        this.clock = clock;
    }

    /** Where the browser takes the request; empty if the one that signed the person in cannot be asked any more. */
    Mono<URI> address(BusinessId businessId, IdpSession login) {
        return businesses
                .find(businessId)
                // who leaves must get out here, whatever became of the settings
                .onErrorComplete(UnreadableSettingsException.class)
                .flatMap(identityProviders::of)
                .filter(identityProvider -> identityProvider.entityId().equals(login.idpEntityId()))
                .mapNotNull(IdentityProvider::singleLogoutUrl)
                .flatMap(service -> request(businessId, login, service));
    }

    private Mono<URI> request(BusinessId businessId, IdpSession login, URI service) {
        return redirects
                .write(
                        businessId,
                        service,
                        null,
                        we -> LogoutRequest.create(we, service, login.nameId(), login.sessionIndex(), clock.instant()))
                .flatMap(signed -> sent.add(businessId, signed.messageId()).thenReturn(signed.address()));
    }
}
