package com.pickatime.simulator.saml.web;

import com.pickatime.simulator.saml.IdentityProviderSettings;
import com.pickatime.simulator.saml.RefusedMessageException;
import com.pickatime.simulator.saml.accounts.SignIn;
import com.pickatime.simulator.saml.messages.AuthnRequest;
import com.pickatime.simulator.saml.messages.RedirectMessage;
import com.pickatime.simulator.saml.messages.ServiceProviderMetadataClient;
import java.util.Objects;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Takes a service provider's request: at once where somebody is signed in, after the sign-in page otherwise. */
@RestController
class SingleSignOnController {

    private final IdentityProviderSettings settings;
    private final ServiceProviderMetadataClient metadata;
    private final SignIns signIns;
    private final BrowserResponses responses;

    SingleSignOnController(
            IdentityProviderSettings settings,
            ServiceProviderMetadataClient metadata,
            SignIns signIns,
            BrowserResponses responses) {
        this.settings = settings;
        this.metadata = metadata;
        this.signIns = signIns;
        this.responses = responses;
    }

    @GetMapping("/saml/sso")
    Mono<ResponseEntity<String>> signOn(ServerWebExchange exchange) {
        var query = Objects.requireNonNullElse(exchange.getRequest().getURI().getRawQuery(), "");
        return Mono.fromCallable(() -> RedirectMessage.of(query, "SAMLRequest"))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(message -> verified(message).flatMap(request -> reply(exchange, message, request)));
    }

    private Mono<ResponseEntity<String>> reply(
            ServerWebExchange exchange, RedirectMessage message, AuthnRequest request) {
        return signIns.current(exchange)
                .filter(signIn -> isFreshEnough(signIn, request))
                .map(signIn -> responses.signedIn(
                        signIn, request.id(), message.relayState().orElse(null)))
                .orElseGet(() -> Mono.just(responses.toSignIn(
                        "/saml/sso?" + exchange.getRequest().getURI().getRawQuery())));
    }

    private Mono<AuthnRequest> verified(RedirectMessage message) {
        var request = AuthnRequest.from(message.root(), settings);
        return message.isSigned()
                ? metadata.keys().map(keys -> {
                    if (!message.isSignedBy(keys.signing())) {
                        throw new RefusedMessageException("the request's signature is not the service provider's");
                    }
                    return request;
                })
                : Mono.just(request);
    }

    private static boolean isFreshEnough(SignIn signIn, AuthnRequest request) {
        return !request.forceAuthn() || !signIn.at().isBefore(request.issuedAt());
    }
}
