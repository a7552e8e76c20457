package com.pickatime.sso.signin.request;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.pages.MessagePage;
import com.pickatime.platform.pages.MessagePageException;
import com.pickatime.sso.federation.IdentityProviders;
import com.pickatime.sso.federation.fetch.MetadataUnavailableException;
import com.pickatime.sso.saml.metadata.IdentityProvider;
import com.pickatime.sso.settings.SsoSettings;
import com.pickatime.sso.settings.SsoSettingsStore;
import com.pickatime.sso.settings.UnreadableSettingsException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** A business's single sign-on, or a page that says why there is none. */
@Component
public class SingleSignOn {

    /** What business ids are made of; nothing else gets into an entity ID, a log or a query. */
    public static final String BUSINESS = "{businessId:" + BusinessId.PATTERN + "}";

    private final SsoSettingsStore settings;
    private final IdentityProviders identityProviders;

    SingleSignOn(SsoSettingsStore settings, IdentityProviders identityProviders) {
        this.settings = settings;
        this.identityProviders = identityProviders;
    }

    /** Ends with a page if single sign-on was never set up, is off, or is set up in a way that cannot be read. */
    public Mono<SsoSettings> of(BusinessId businessId) {
        return settings.find(businessId)
                .onErrorMap(UnreadableSettingsException.class, spoilt -> new MessagePageException(spoilt(businessId)))
                .switchIfEmpty(Mono.error(() ->
                        new MessagePageException(new MessagePage(HttpStatus.NOT_FOUND, "message.no-single-sign-on")
                                .linking("/sign-in/" + businessId, "go.password"))));
    }

    private static MessagePage spoilt(BusinessId businessId) {
        return new MessagePage(HttpStatus.SERVICE_UNAVAILABLE, "message.single-sign-on-unreadable")
                .linking("/sign-in/" + businessId, "go.password");
    }

    /** Ends with a page if nothing is known of the identity provider and it cannot be asked now. */
    Mono<IdentityProvider> identityProvider(SsoSettings business) {
        return identityProviders
                .of(business)
                .onErrorMap(MetadataUnavailableException.class, unavailable -> new MessagePageException(away()));
    }

    /** What people are told while nothing is known of the identity provider. */
    public static MessagePage away() {
        return new MessagePage(HttpStatus.SERVICE_UNAVAILABLE, "message.identity-provider-away");
    }
}
