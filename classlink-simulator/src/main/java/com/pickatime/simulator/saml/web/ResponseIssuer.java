package com.pickatime.simulator.saml.web;

import com.pickatime.simulator.saml.Behaviour;
import com.pickatime.simulator.saml.CurrentBehaviour;
import com.pickatime.simulator.saml.IdentityProviderSettings;
import com.pickatime.simulator.saml.accounts.SignIn;
import com.pickatime.simulator.saml.messages.ResponseWriter;
import com.pickatime.simulator.saml.messages.ResponseWriter.ResponseOptions;
import com.pickatime.simulator.saml.messages.ServiceProviderKeys;
import com.pickatime.simulator.saml.messages.ServiceProviderMetadataClient;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Makes the response for somebody who is signed in, as the behaviour wants it. */
@Component
class ResponseIssuer {

    private final IdentityProviderSettings settings;
    private final CurrentBehaviour behaviour;
    private final ResponseWriter writer;
    private final ServiceProviderMetadataClient metadata;

    ResponseIssuer(
            IdentityProviderSettings settings,
            CurrentBehaviour behaviour,
            ResponseWriter writer,
            ServiceProviderMetadataClient metadata) {
        this.settings = settings;
        this.behaviour = behaviour;
        this.writer = writer;
        this.metadata = metadata;
    }

    /**
     * The response in Base64, as the form carries it.
     *
     * @param requestId null when nobody asked
     */
    Mono<String> answer(SignIn signIn, @Nullable String requestId) {
        var current = behaviour.get();
        return recipient(current)
                .publishOn(Schedulers.boundedElastic())
                .map(encryptTo -> writer.write(
                        signIn,
                        new ResponseOptions(current, current.unsolicited() ? null : requestId, encryptTo.orElse(null))))
                .map(xml -> Base64.getEncoder().encodeToString(xml.getBytes(StandardCharsets.UTF_8)));
    }

    IdentityProviderSettings.ServiceProvider serviceProvider() {
        return settings.serviceProvider();
    }

    private Mono<Optional<X509Certificate>> recipient(Behaviour current) {
        return current.encrypted()
                ? metadata.keys().map(ServiceProviderKeys::recipient).map(Optional::of)
                : Mono.just(Optional.empty());
    }
}
