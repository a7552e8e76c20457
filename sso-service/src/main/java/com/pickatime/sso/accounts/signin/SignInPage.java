package com.pickatime.sso.accounts.signin;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.pages.LocalPath;
import com.pickatime.sso.contacts.RegistrationSettingsCache;
import com.pickatime.sso.settings.SsoProvider;
import com.pickatime.sso.settings.SsoSettings;
import com.pickatime.sso.settings.SsoSettingsStore;
import com.pickatime.sso.settings.UnreadableSettingsException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;

/** Shows the ways to sign in at a business; one that does not exist looks like one without single sign-on. */
@Component
class SignInPage {

    private final SsoSettingsStore settings;
    private final RegistrationSettingsCache registrations;

    /** A way in by an identity provider, which the page calls by its provider. */
    record SingleSignOn(String href, SsoProvider provider) {}

    /** Ways in besides a password; whether there should be one whose settings cannot be read. */
    private record Ways(Optional<SingleSignOn> singleSignOn, boolean unreadable) {}

    SignInPage(SsoSettingsStore settings, RegistrationSettingsCache registrations) {
        this.settings = settings;
        this.registrations = registrations;
    }

    Mono<Rendering> show(BusinessId businessId, LocalPath returnTo) {
        return page(businessId, returnTo, HttpStatus.OK, false);
    }

    /** 403, because the credentials that came were not enough (RFC 9110 section 15.5.4) and 401 would ask for a header. */
    Mono<Rendering> showRefusal(BusinessId businessId, LocalPath returnTo) {
        return page(businessId, returnTo, HttpStatus.FORBIDDEN, true);
    }

    private Mono<Rendering> page(BusinessId businessId, LocalPath returnTo, HttpStatus status, boolean refused) {
        var singleSignOn = settings.find(businessId)
                .map(found -> new Ways(Optional.of(singleSignOn(found, returnTo)), false))
                .defaultIfEmpty(new Ways(Optional.empty(), false))
                // administrators come in here to enter the settings again
                .onErrorReturn(UnreadableSettingsException.class, new Ways(Optional.empty(), true));
        return Mono.zip(singleSignOn, registrations.isOpen(businessId))
                .map(both -> Rendering.view("sign-in")
                        .status(status)
                        .modelAttribute("forgotten", path(businessId) + "/forgotten-password")
                        .modelAttribute("refused", refused)
                        .modelAttribute("singleSignOn", both.getT1().singleSignOn())
                        .modelAttribute("unreadable", both.getT1().unreadable())
                        .modelAttribute(
                                "register",
                                both.getT2() ? Optional.of(path(businessId) + "/register") : Optional.empty())
                        .build());
    }

    private static SingleSignOn singleSignOn(SsoSettings settings, LocalPath returnTo) {
        var login = "/saml/" + encoded(settings.businessId().value()) + "/login";
        return new SingleSignOn(
                returnTo.equals(LocalPath.HOME) ? login : login + "?returnTo=" + encoded(returnTo.value()),
                settings.provider());
    }

    /** Where it is. */
    static String path(BusinessId businessId) {
        return "/sign-in/" + encoded(businessId.value());
    }

    private static String encoded(String text) {
        return UriUtils.encode(text, StandardCharsets.UTF_8);
    }
}
