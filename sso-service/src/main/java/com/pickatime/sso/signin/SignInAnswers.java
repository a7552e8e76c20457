package com.pickatime.sso.signin;

import com.pickatime.sso.BaseUrl;
import com.pickatime.sso.contacts.SignInContact;
import com.pickatime.sso.contacts.SignInMatch;
import com.pickatime.sso.pages.LocalPath;
import com.pickatime.sso.pages.MessageException;
import com.pickatime.sso.sessions.SamlLogin;
import com.pickatime.sso.sessions.SignInMethod;
import com.pickatime.sso.sessions.SignedIn;
import com.pickatime.sso.signin.request.BrowserBinding;
import com.pickatime.sso.signin.response.Arrival;
import com.pickatime.sso.signin.response.Reason;
import com.pickatime.sso.signin.response.RefusedSignInException;
import com.pickatime.sso.signin.store.LoginRequest;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Turns a response that holds into a session to be fetched, or into a page for somebody who cannot come in. */
@Component
class SignInAnswers {

    private static final Logger log = LoggerFactory.getLogger(SignInAnswers.class);

    private final PendingSessions pending;
    private final BaseUrl baseUrl;

    SignInAnswers(PendingSessions pending, BaseUrl baseUrl) {
        this.pending = pending;
        this.baseUrl = baseUrl;
    }

    /**
     * What a response that holds was an answer to.
     *
     * @param request empty if nobody asked for it
     * @param relayState counts only then: to our own requests we know where they lead
     */
    record Occasion(
            String businessId,
            Optional<LoginRequest> request,
            @Nullable String relayState) {

        private LocalPath returnTo() {
            return LocalPath.of(request.map(LoginRequest::returnTo).orElse(relayState))
                    .orElse(LocalPath.HOME);
        }
    }

    /** Emits where the browser fetches its session. */
    Mono<URI> keep(Occasion occasion, Arrival arrival, ServerWebExchange exchange) {
        var match = arrival.match();
        if (match == null) {
            return Mono.error(new RefusedSignInException(Reason.WRONG_TENANT));
        }
        if (match instanceof SignInMatch.Matched matched) {
            return admit(occasion, arrival, matched.contact(), exchange);
        }
        log.info("business={} sign-in of a person who is {}", occasion.businessId(), match);
        return Mono.error(new MessageException(SignInPages.of(match)));
    }

    private Mono<URI> admit(Occasion occasion, Arrival arrival, SignInContact contact, ServerWebExchange exchange) {
        var session = new PendingSession(
                signedIn(occasion.businessId(), arrival, contact),
                occasion.returnTo().value(),
                occasion.request().isPresent());
        return Mono.justOrEmpty(occasion.request().map(LoginRequest::browser))
                .switchIfEmpty(Mono.defer(() -> BrowserBinding.ofArrival(exchange)))
                .flatMap(browser -> pending.keep(session, browser))
                .map(ticket -> baseUrl.resolve("/saml/" + occasion.businessId() + "/complete?ticket=" + ticket));
    }

    private static SignedIn signedIn(String businessId, Arrival arrival, SignInContact contact) {
        var response = arrival.response();
        return new SignedIn(
                businessId,
                contact.contactId().value(),
                contact.displayName(),
                contact.level(),
                SignInMethod.SAML,
                new SamlLogin(
                        arrival.identityProvider().entityId(),
                        response.nameId(),
                        response.sessionIndex(),
                        response.sessionNotOnOrAfter()));
    }
}
