package com.pickatime.simulator.saml.logout;

import com.pickatime.simulator.saml.CurrentBehaviour;
import com.pickatime.simulator.saml.SamlSettings;
import com.pickatime.simulator.saml.accounts.SignIn;
import com.pickatime.simulator.saml.keys.IdpKeys;
import com.pickatime.simulator.saml.messages.LogoutMessages;
import com.pickatime.simulator.saml.messages.RedirectBinding;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Addresses that carry logout messages to the service provider. */
@Component
class Logouts {

    private final SamlSettings settings;
    private final CurrentBehaviour behaviour;
    private final IdpKeys keys;
    private final LogoutMessages messages;

    Logouts(SamlSettings settings, CurrentBehaviour behaviour, IdpKeys keys, LogoutMessages messages) {
        this.settings = settings;
        this.behaviour = behaviour;
        this.keys = keys;
        this.messages = messages;
    }

    /** A request to end what came of a sign-in; empty if the service provider takes none. */
    Optional<Mono<URI>> request(SignIn signIn) {
        return address()
                .map(address ->
                        signed(() -> binding().send(address, "SAMLRequest", messages.request(address, signIn), null)));
    }

    /** The answer that all is ended; empty if the service provider takes none. */
    Optional<Mono<URI>> response(String requestId, @Nullable String relayState) {
        return address()
                .map(address -> signed(() ->
                        binding().send(address, "SAMLResponse", messages.response(address, requestId), relayState)));
    }

    private Optional<URI> address() {
        return Optional.ofNullable(settings.serviceProvider().sloUrl());
    }

    private RedirectBinding binding() {
        return new RedirectBinding(keys.current(), behaviour.get().sha1());
    }

    private static Mono<URI> signed(Callable<URI> address) {
        return Mono.fromCallable(address).subscribeOn(Schedulers.boundedElastic());
    }
}
