package com.pickatime.sso.signin;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.sso.BaseUrl;
import com.pickatime.sso.accounts.ContactPasswords;
import com.pickatime.sso.sessions.Sessions;
import com.pickatime.sso.signin.request.SingleSignOn;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Opens the session in the browser that asked; pages of this site, so that its cookies are there. */
@Controller
class CompleteController {

    private static final Logger log = LoggerFactory.getLogger(CompleteController.class);
    private static final String SWITCH = "/saml/" + SingleSignOn.BUSINESS + "/switch";

    private final PendingSessions pending;
    private final Sessions sessions;
    private final ContactPasswords passwords;
    private final BaseUrl baseUrl;

    CompleteController(PendingSessions pending, Sessions sessions, ContactPasswords passwords, BaseUrl baseUrl) {
        this.pending = pending;
        this.sessions = sessions;
        this.passwords = passwords;
        this.baseUrl = baseUrl;
    }

    /** Goes on at once, or asks first where a response that nobody asked for would replace somebody else's session. */
    @GetMapping("/saml/" + SingleSignOn.BUSINESS + "/complete")
    Mono<ResponseEntity<Void>> complete(
            @PathVariable BusinessId businessId, @RequestParam String ticket, ServerWebExchange exchange) {
        return pending.look(businessId, ticket, exchange)
                .flatMap(waiting -> sessions.current(exchange)
                        .filter(waiting::wouldReplace)
                        .map(present -> Redirects.to(question(businessId, ticket)))
                        .switchIfEmpty(Mono.defer(() -> open(businessId, ticket, exchange))));
    }

    @GetMapping(SWITCH)
    Mono<String> ask(
            @PathVariable BusinessId businessId, @RequestParam String ticket, ServerWebExchange exchange, Model model) {
        model.addAttribute("businessId", businessId);
        model.addAttribute("ticket", ticket);
        return pending.look(businessId, ticket, exchange)
                .doOnNext(waiting -> model.addAttribute("next", waiting.who().displayName()))
                .then(sessions.current(exchange))
                .doOnNext(present -> model.addAttribute("present", present.who().displayName()))
                .thenReturn("saml/switch");
    }

    /** The answer to the question; a form, so that no other site can give it. */
    @PostMapping(SWITCH)
    Mono<ResponseEntity<Void>> agree(@PathVariable BusinessId businessId, ServerWebExchange exchange) {
        return exchange.getFormData()
                .mapNotNull(form -> form.getFirst("ticket"))
                .defaultIfEmpty("")
                .flatMap(ticket -> open(businessId, ticket, exchange));
    }

    private Mono<ResponseEntity<Void>> open(BusinessId businessId, String ticket, ServerWebExchange exchange) {
        return pending.take(businessId, ticket, exchange)
                .flatMap(waiting -> sessions.open(exchange, waiting.who())
                        .doOnNext(session -> log.info("business={} session={} begins", businessId, session.id()))
                        .delayUntil(session -> passwords.enterSignIn(
                                businessId, new ContactId(waiting.who().subject())))
                        .map(session -> Redirects.to(waiting.returnTo())));
    }

    private URI question(BusinessId businessId, String ticket) {
        return baseUrl.resolve("/saml/" + businessId + "/switch?ticket=" + ticket);
    }
}
