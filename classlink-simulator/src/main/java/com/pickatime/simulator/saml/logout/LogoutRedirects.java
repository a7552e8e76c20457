package com.pickatime.simulator.saml.logout;

import com.pickatime.simulator.saml.CurrentBehaviour;
import com.pickatime.simulator.saml.IdentityProviderSettings;
import com.pickatime.simulator.saml.accounts.SignIn;
import com.pickatime.simulator.saml.keys.IdpKeys;
import com.pickatime.simulator.saml.messages.LogoutMessages;
import com.pickatime.simulator.saml.messages.RedirectBinding;
import com.pickatime.simulator.saml.pages.SignOnPages;
import com.pickatime.simulator.saml.web.BrowserResponses;
import java.net.URI;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Where a browser is sent when its sign-in is ended: to the service provider with a signed message, if that takes any. */
@Component
class LogoutRedirects {

    private final IdentityProviderSettings settings;
    private final CurrentBehaviour behaviour;
    private final IdpKeys keys;
    private final LogoutMessages messages;
    private final SignOnPages pages;

    LogoutRedirects(
            IdentityProviderSettings settings,
            CurrentBehaviour behaviour,
            IdpKeys keys,
            LogoutMessages messages,
            SignOnPages pages) {
        this.settings = settings;
        this.behaviour = behaviour;
        this.keys = keys;
        this.messages = messages;
        this.pages = pages;
    }

    /** On to the service provider, to end the session that came of a sign-in. */
    Mono<ResponseEntity<String>> request(SignIn signIn) {
        return redirect(address -> binding().send(address, "SAMLRequest", messages.request(address, signIn), null));
    }

    /** Back to the service provider that asked, with the answer that all is ended. */
    Mono<ResponseEntity<String>> response(String requestId, @Nullable String relayState) {
        return redirect(
                address -> binding().send(address, "SAMLResponse", messages.response(address, requestId), relayState));
    }

    ResponseEntity<String> signedOut(String text) {
        return pages.message("Signed out", text, 200);
    }

    private Mono<ResponseEntity<String>> redirect(Function<URI, URI> signed) {
        var address = settings.serviceProvider().sloUrl();
        return address == null
                ? Mono.just(signedOut("You are signed out of ClassLink."))
                : Mono.fromCallable(() -> BrowserResponses.redirect(signed.apply(address)))
                        .subscribeOn(Schedulers.boundedElastic());
    }

    private RedirectBinding binding() {
        return new RedirectBinding(keys.current(), behaviour.get().sha1());
    }
}
