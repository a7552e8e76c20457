package com.pickatime.sso.logout;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.sso.keys.SamlKeys;
import com.pickatime.sso.saml.messages.SamlMessage;
import com.pickatime.sso.saml.messages.ServiceProvider;
import com.pickatime.sso.saml.redirect.RedirectBinding;
import com.pickatime.sso.signin.request.ServiceProviders;
import java.net.URI;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Writes messages that a browser carries, signed with our key, away from the event loops. */
@Component
class SignedRedirects {

    private final ServiceProviders serviceProviders;
    private final SamlKeys keys;

    SignedRedirects(ServiceProviders serviceProviders, SamlKeys keys) {
        this.serviceProviders = serviceProviders;
        this.keys = keys;
    }

    record Signed(String messageId, URI address) {}

    Mono<Signed> write(
            BusinessId businessId,
            URI destination,
            @Nullable String relayState,
            Function<ServiceProvider, SamlMessage> message) {
        return keys.ring()
                .flatMap(ring -> Mono.fromCallable(() -> {
                            var written = message.apply(serviceProviders.of(businessId));
                            var address = RedirectBinding.encode(destination, written, relayState, ring.signing());
                            return new Signed(written.id(), address);
                        })
                        .subscribeOn(Schedulers.boundedElastic()));
    }
}
