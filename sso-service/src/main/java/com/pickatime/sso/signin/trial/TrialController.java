package com.pickatime.sso.signin.trial;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.pages.LocalPath;
import com.pickatime.platform.pages.MessagePage;
import com.pickatime.platform.pages.MessagePageException;
import com.pickatime.sso.sessions.Session;
import com.pickatime.sso.sessions.Sessions;
import com.pickatime.sso.signin.request.BrowserBinding;
import com.pickatime.sso.signin.request.SingleSignOn;
import com.pickatime.sso.signin.request.SpInitiatedLogin;
import com.pickatime.sso.signin.request.SpInitiatedLogin.LoginIntent;
import com.pickatime.sso.signin.store.LoginPurpose;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The test page: a sign-in that signs nobody in. */
@Controller
class TrialController {

    private final Sessions sessions;
    private final SingleSignOn singleSignOn;
    private final SpInitiatedLogin start;
    private final Trials trials;

    TrialController(Sessions sessions, SingleSignOn singleSignOn, SpInitiatedLogin start, Trials trials) {
        this.sessions = sessions;
        this.singleSignOn = singleSignOn;
        this.start = start;
        this.trials = trials;
    }

    @GetMapping("/saml/" + SingleSignOn.BUSINESS + "/test")
    Mono<ResponseEntity<Void>> begin(@PathVariable BusinessId businessId, ServerWebExchange exchange) {
        return administrator(businessId, exchange)
                .then(singleSignOn.of(businessId))
                .flatMap(business ->
                        start.addressFor(business, new LoginIntent(LoginPurpose.TEST, LocalPath.HOME), exchange))
                .map(address -> ResponseEntity.status(HttpStatus.SEE_OTHER)
                        .cacheControl(CacheControl.noStore())
                        .location(address)
                        .build());
    }

    @GetMapping("/saml/" + SingleSignOn.BUSINESS + "/test/result")
    Mono<Rendering> result(
            @PathVariable BusinessId businessId, @RequestParam String ticket, ServerWebExchange exchange) {
        return administrator(businessId, exchange)
                .then(trials.take(businessId, BrowserBinding.shown(exchange), ticket))
                .map(report -> Rendering.view("saml/trial")
                        .header("Cache-Control", "no-store")
                        .modelAttribute("businessId", businessId)
                        .modelAttribute("report", report)
                        .build())
                .switchIfEmpty(Mono.error(
                        () -> new MessagePageException(new MessagePage(HttpStatus.NOT_FOUND, "message.no-trial-result")
                                .linking("/saml/" + businessId + "/test", "go.trial"))));
    }

    /** Ends with a page for anybody who is not signed in as an administrator of the business. */
    private Mono<Session> administrator(BusinessId businessId, ServerWebExchange exchange) {
        return sessions.current(exchange)
                .filter(session -> session.who().businessId().equals(businessId)
                        && session.who().level().atLeast(AccessLevel.ADMINISTRATOR))
                .switchIfEmpty(Mono.error(() -> new MessagePageException(
                        new MessagePage(HttpStatus.FORBIDDEN, "message.trial-of-administrators")
                                .linking("/sign-in/" + businessId, "go.sign-in"))));
    }
}
