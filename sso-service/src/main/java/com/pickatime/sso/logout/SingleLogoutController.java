package com.pickatime.sso.logout;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.pages.MessagePage;
import com.pickatime.platform.pages.MessagePageException;
import com.pickatime.sso.federation.fetch.MetadataUnavailableException;
import com.pickatime.sso.saml.messages.LogoutResponse;
import com.pickatime.sso.saml.messages.RefusedMessageException;
import com.pickatime.sso.saml.messages.SamlMessage.Kind;
import com.pickatime.sso.saml.redirect.RedirectedMessage;
import com.pickatime.sso.sessions.Sessions;
import com.pickatime.sso.settings.SsoSettings;
import com.pickatime.sso.signin.request.SingleSignOn;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The single logout service, by HTTP-Redirect (SAML 2.0 profiles, section 4.4). */
@Controller
class SingleLogoutController {

    private static final Logger log = LoggerFactory.getLogger(SingleLogoutController.class);

    private final SingleSignOn singleSignOn;
    private final IdpInitiatedLogout requested;
    private final LogoutMessageVerifier incoming;
    private final SentLogoutRequests sent;
    private final Sessions sessions;

    SingleLogoutController(
            SingleSignOn singleSignOn,
            IdpInitiatedLogout requested,
            LogoutMessageVerifier incoming,
            SentLogoutRequests sent,
            Sessions sessions) {
        this.singleSignOn = singleSignOn;
        this.requested = requested;
        this.incoming = incoming;
        this.sent = sent;
        this.sessions = sessions;
    }

    /** A request is followed, an answer is looked at; both come by the person's browser. */
    @GetMapping("/saml/" + SingleSignOn.BUSINESS + "/slo")
    Mono<Rendering> take(@PathVariable BusinessId businessId, ServerWebExchange exchange) {
        return singleSignOn
                .of(businessId)
                .flatMap(business -> decode(exchange)
                        .flatMap(message -> message.kind() == Kind.REQUEST
                                ? follow(business, message)
                                : lookAt(business, message, exchange)))
                .onErrorResume(
                        RefusedMessageException.class,
                        refused -> refuse(businessId, refused.refusal().name()))
                .onErrorMap(
                        MetadataUnavailableException.class,
                        unavailable -> new MessagePageException(SingleSignOn.away()));
    }

    private Mono<Rendering> follow(SsoSettings business, RedirectedMessage message) {
        return requested
                .follow(business, message)
                .map(SingleLogoutController::redirect)
                .switchIfEmpty(Mono.fromSupplier(() -> LogoutPages.signedOut().page()));
    }

    private Mono<Rendering> lookAt(SsoSettings business, RedirectedMessage message, ServerWebExchange exchange) {
        return incoming.response(business, message)
                .flatMap(response -> isAwaited(business, response)
                        .flatMap(awaited -> sessions.current(exchange)
                                .map(present -> LogoutPages.stillSignedIn())
                                .defaultIfEmpty(page(response, awaited))))
                .map(MessagePage::page);
    }

    private Mono<Boolean> isAwaited(SsoSettings business, LogoutResponse response) {
        return response.inResponseTo() == null
                ? Mono.just(false)
                : sent.take(business.businessId(), response.inResponseTo());
    }

    private static MessagePage page(LogoutResponse response, boolean awaited) {
        return awaited && response.success() && !response.partial()
                ? LogoutPages.signedOut()
                : LogoutPages.signedOutHereOnly();
    }

    private static Mono<RedirectedMessage> decode(ServerWebExchange exchange) {
        return Mono.fromCallable(() ->
                        RedirectedMessage.decode(exchange.getRequest().getURI().getRawQuery()))
                .subscribeOn(Schedulers.boundedElastic());
    }

    private static Mono<Rendering> refuse(BusinessId businessId, String code) {
        log.info("business={} logout message refused: {}", businessId, code);
        return Mono.just(LogoutPages.refused().page());
    }

    private static Rendering redirect(URI address) {
        return Rendering.redirectTo(address.toString())
                .header("Cache-Control", "no-store")
                .build();
    }
}
