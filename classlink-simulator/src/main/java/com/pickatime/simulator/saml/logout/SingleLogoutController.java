package com.pickatime.simulator.saml.logout;

import com.pickatime.simulator.saml.RefusedMessageException;
import com.pickatime.simulator.saml.messages.LogoutMessages;
import com.pickatime.simulator.saml.messages.RedirectMessage;
import com.pickatime.simulator.saml.messages.ServiceProviderMetadataClient;
import com.pickatime.simulator.saml.web.SignIns;
import java.util.Objects;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Single logout: from LaunchPad, at a service provider's request, and what it answers to ours. */
@RestController
class SingleLogoutController {

    private final LogoutMessages messages;
    private final ServiceProviderMetadataClient metadata;
    private final SignIns signIns;
    private final LogoutRedirects redirects;

    SingleLogoutController(
            LogoutMessages messages,
            ServiceProviderMetadataClient metadata,
            SignIns signIns,
            LogoutRedirects redirects) {
        this.messages = messages;
        this.metadata = metadata;
        this.signIns = signIns;
        this.redirects = redirects;
    }

    @GetMapping("/saml/slo")
    Mono<ResponseEntity<String>> logout(ServerWebExchange exchange) {
        var query = Objects.requireNonNullElse(exchange.getRequest().getURI().getRawQuery(), "");
        return query.contains("SAMLResponse=")
                ? verified(query, "SAMLResponse").map(this::ended)
                : verified(query, "SAMLRequest").flatMap(request -> end(exchange, request));
    }

    /** Ends the sign-in here, and by way of the browser at the service provider. */
    @PostMapping("/launchpad/sign-out")
    Mono<ResponseEntity<String>> signOut(ServerWebExchange exchange) {
        return Mono.defer(() -> signIns.end(exchange)
                        .map(redirects::request)
                        .orElseGet(() -> Mono.just(redirects.signedOut("You are signed out of ClassLink."))))
                .subscribeOn(Schedulers.boundedElastic());
    }

    private Mono<ResponseEntity<String>> end(ServerWebExchange exchange, RedirectMessage message) {
        var request = messages.read(message.root());
        signIns.end(exchange);
        signIns.end(request.indexes());
        return redirects.response(request.id(), message.relayState().orElse(null));
    }

    private ResponseEntity<String> ended(RedirectMessage message) {
        return messages.isSuccess(message.root())
                ? redirects.signedOut("You are signed out of ClassLink and of pickAtime.")
                : redirects.signedOut(
                        "You are signed out of ClassLink. pickAtime could not sign you out: close the browser.");
    }

    /** Logout messages must be signed: SAML 2.0 Profiles, sections 4.4.3.1 and 4.4.4.1. */
    private Mono<RedirectMessage> verified(String query, String parameter) {
        return metadata.keys().publishOn(Schedulers.boundedElastic()).map(keys -> {
            var message = RedirectMessage.of(query, parameter);
            if (!message.isSignedBy(keys.signing())) {
                throw new RefusedMessageException("the logout message is not signed by the service provider");
            }
            return message;
        });
    }
}
