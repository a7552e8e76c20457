package com.pickatime.simulator.saml.messages;

import com.pickatime.simulator.saml.IdentityProviderSettings;
import com.pickatime.simulator.saml.RefusedMessageException;
import java.time.Duration;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Asks the service provider for its certificates, anew each time, so that a new key is seen at once. */
@Component
public class ServiceProviderMetadataClient {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final IdentityProviderSettings settings;
    private final WebClient client = WebClient.create();

    ServiceProviderMetadataClient(IdentityProviderSettings settings) {
        this.settings = settings;
    }

    public Mono<ServiceProviderKeys> keys() {
        var url = settings.serviceProvider().metadata();
        return client.get()
                .uri(url)
                .retrieve()
                .bodyToMono(byte[].class)
                .timeout(PATIENCE)
                .onErrorMap(
                        WebClientException.class,
                        e -> new RefusedMessageException("the service provider's metadata cannot be had from " + url))
                .publishOn(Schedulers.boundedElastic())
                .map(ServiceProviderKeys::read);
    }
}
