package com.pickatime.sso.signin;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.pages.LocalPath;
import com.pickatime.platform.pages.MessagePageException;
import com.pickatime.sso.BaseUrl;
import com.pickatime.sso.contacts.SignInContact;
import com.pickatime.sso.contacts.SignInMatch;
import com.pickatime.sso.sessions.IdpSession;
import com.pickatime.sso.sessions.SignInMethod;
import com.pickatime.sso.sessions.SignedInPerson;
import com.pickatime.sso.signin.request.BrowserBinding;
import com.pickatime.sso.signin.response.ConsumedResponse;
import com.pickatime.sso.signin.response.RefusedSignInException;
import com.pickatime.sso.signin.response.SignInRefusal;
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
class SamlSignIn {

    private static final Logger log = LoggerFactory.getLogger(SamlSignIn.class);

    private final PendingSessions pending;
    private final BaseUrl baseUrl;

    SamlSignIn(PendingSessions pending, BaseUrl baseUrl) {
        this.pending = pending;
        this.baseUrl = baseUrl;
    }

    /**
     * What a response that holds was an answer to.
     *
     * @param request empty if nobody asked for it
     * @param relayState counts only then: to our own requests we know where they lead
     */
    record ResponseContext(
            BusinessId businessId,
            Optional<LoginRequest> request,
            @Nullable String relayState) {

        private LocalPath returnTo() {
            return LocalPath.of(request.map(LoginRequest::returnTo).orElse(relayState))
                    .orElse(LocalPath.HOME);
        }
    }

    /** Emits where the browser fetches its session. */
    Mono<URI> keep(ResponseContext context, ConsumedResponse consumed, ServerWebExchange exchange) {
        var match = consumed.match();
        if (match == null) {
            return Mono.error(new RefusedSignInException(SignInRefusal.WRONG_TENANT));
        }
        if (match instanceof SignInMatch.Matched matched) {
            return admit(context, consumed, matched.contact(), exchange);
        }
        log.info("business={} sign-in of a person who is {}", context.businessId(), match);
        return Mono.error(new MessagePageException(SignInPages.of(match)));
    }

    private Mono<URI> admit(
            ResponseContext context, ConsumedResponse consumed, SignInContact contact, ServerWebExchange exchange) {
        var session = new PendingSession(
                signedIn(context.businessId(), consumed, contact),
                context.returnTo().value(),
                context.request().isPresent());
        return Mono.justOrEmpty(context.request().map(LoginRequest::browser))
                .switchIfEmpty(Mono.defer(() -> BrowserBinding.ofArrival(exchange)))
                .flatMap(browser -> pending.keep(session, browser))
                .map(ticket -> baseUrl.resolve("/saml/" + context.businessId() + "/complete?ticket=" + ticket));
    }

    private static SignedInPerson signedIn(BusinessId businessId, ConsumedResponse consumed, SignInContact contact) {
        var response = consumed.response();
        return new SignedInPerson(
                businessId,
                contact.contactId().value(),
                contact.displayName(),
                contact.level(),
                SignInMethod.SAML,
                new IdpSession(
                        consumed.identityProvider().entityId(),
                        response.nameId(),
                        response.sessionIndex(),
                        response.sessionNotOnOrAfter()));
    }
}
