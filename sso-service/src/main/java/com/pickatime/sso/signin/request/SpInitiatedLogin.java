package com.pickatime.sso.signin.request;

import com.pickatime.platform.pages.LocalPath;
import com.pickatime.platform.pages.MessagePage;
import com.pickatime.platform.pages.MessagePageException;
import com.pickatime.sso.keys.SamlKeys;
import com.pickatime.sso.saml.messages.AuthnRequests;
import com.pickatime.sso.saml.messages.SamlCredential;
import com.pickatime.sso.saml.metadata.IdentityProvider;
import com.pickatime.sso.saml.redirect.RedirectBinding;
import com.pickatime.sso.settings.SsoSettings;
import com.pickatime.sso.signin.store.LoginPurpose;
import com.pickatime.sso.signin.store.LoginRequest;
import com.pickatime.sso.signin.store.LoginRequests;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Finds out where a browser has to go to sign in, and remembers that it asked. */
@Component
public class SpInitiatedLogin {

    private final SingleSignOn singleSignOn;
    private final ServiceProviders serviceProviders;
    private final SamlKeys keys;
    private final LoginRequests requests;
    private final Clock clock;

    SpInitiatedLogin(
            SingleSignOn singleSignOn,
            ServiceProviders serviceProviders,
            SamlKeys keys,
            LoginRequests requests,
            Clock clock) {
        this.singleSignOn = singleSignOn;
        this.serviceProviders = serviceProviders;
        this.keys = keys;
        this.requests = requests;
        this.clock = clock;
    }

    /** What is to become of the answer. */
    public record LoginIntent(LoginPurpose purpose, LocalPath returnTo) {}

    private record Outgoing(String requestId, URI address) {}

    /**
     * The address at the identity provider; the browser's cookie is set on the way.
     *
     * <p>It is the HTTP-Redirect service of the metadata, with an AuthnRequest. Where the metadata has none, a login URL
     * that an administrator typed takes its place; whether such a page understands a request is not known, so it gets
     * none, and its answer comes unasked.
     */
    public Mono<URI> addressFor(SsoSettings business, LoginIntent intent, ServerWebExchange exchange) {
        return singleSignOn.identityProvider(business).flatMap(identityProvider -> {
            var service = identityProvider.singleSignOnUrl();
            return service == null
                    ? typedAddress(business, intent)
                    : BrowserBinding.ofRequest(exchange)
                            .flatMap(browser -> message(business, identityProvider, service)
                                    .flatMap(outgoing -> remember(business, intent, browser, outgoing)));
        });
    }

    private Mono<Outgoing> message(SsoSettings business, IdentityProvider identityProvider, URI service) {
        return signer(business, identityProvider)
                .flatMap(signer -> Mono.fromCallable(() -> {
                            var request = AuthnRequests.create(
                                    serviceProviders.of(business.businessId()), service, clock.instant());
                            var address = RedirectBinding.encode(service, request, null, signer.orElse(null));
                            return new Outgoing(request.id(), address);
                        })
                        .subscribeOn(Schedulers.boundedElastic()));
    }

    private Mono<Optional<SamlCredential>> signer(SsoSettings business, IdentityProvider identityProvider) {
        return business.signRequests() || identityProvider.wantsSignedRequests()
                ? keys.ring().map(ring -> Optional.of(ring.signing()))
                : Mono.just(Optional.empty());
    }

    private Mono<URI> remember(SsoSettings business, LoginIntent intent, String browser, Outgoing outgoing) {
        var request = new LoginRequest(
                outgoing.requestId(),
                business.businessId(),
                browser,
                intent.purpose(),
                intent.returnTo().value());
        return requests.add(request).thenReturn(outgoing.address());
    }

    private static Mono<URI> typedAddress(SsoSettings business, LoginIntent intent) {
        var typed = business.idpLoginUrl();
        if (typed == null) {
            return refuse("message.no-place-to-sign-in");
        }
        if (intent.purpose() == LoginPurpose.TEST) {
            return refuse("message.no-trial-from-here");
        }
        return business.allowIdpInitiated() ? Mono.just(typed) : refuse("message.portal-alone");
    }

    private static <T> Mono<T> refuse(String name) {
        return Mono.error(() -> new MessagePageException(new MessagePage(HttpStatus.CONFLICT, name)));
    }
}
