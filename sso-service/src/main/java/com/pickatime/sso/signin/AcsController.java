package com.pickatime.sso.signin;

import com.pickatime.sso.contacts.ContactsUnavailableException;
import com.pickatime.sso.pages.MessageException;
import com.pickatime.sso.settings.SsoSettings;
import com.pickatime.sso.signin.SignInAnswers.Occasion;
import com.pickatime.sso.signin.request.SingleSignOn;
import com.pickatime.sso.signin.response.Arrivals;
import com.pickatime.sso.signin.response.PostedForms;
import com.pickatime.sso.signin.response.PostedResponse;
import com.pickatime.sso.signin.response.RefusedSignInException;
import com.pickatime.sso.signin.store.LoginRequest;
import com.pickatime.sso.signin.store.Purpose;
import com.pickatime.sso.signin.trial.Trials;
import java.net.URI;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The assertion consumer service: takes the identity provider's answer from the browser (SAML 2.0 profiles, section 4.1).
 *
 * <p>The post comes from another site and so without our cookies. What it brings is kept for the browser to fetch with its
 * next request, which carries them.
 */
@Controller
class AcsController {

    private static final Logger log = LoggerFactory.getLogger(AcsController.class);

    private final SingleSignOn singleSignOn;
    private final PostedForms forms;
    private final Arrivals arrivals;
    private final SignInAnswers answers;
    private final Trials trials;

    AcsController(
            SingleSignOn singleSignOn, PostedForms forms, Arrivals arrivals, SignInAnswers answers, Trials trials) {
        this.singleSignOn = singleSignOn;
        this.forms = forms;
        this.arrivals = arrivals;
        this.answers = answers;
        this.trials = trials;
    }

    @PostMapping("/saml/" + SingleSignOn.BUSINESS + "/acs")
    Mono<ResponseEntity<Void>> consume(@PathVariable String businessId, ServerWebExchange exchange) {
        return forms.read(exchange.getRequest())
                .flatMap(posted -> singleSignOn
                        .of(businessId)
                        .flatMap(business -> arrivals.requestOf(business, posted)
                                .flatMap(request -> next(business, posted, request, exchange))))
                .map(Redirects::to)
                .onErrorMap(
                        RefusedSignInException.class,
                        refused -> new MessageException(SignInPages.refused(
                                businessId, refused.reason(), SupportCodes.log(businessId, refused.reason()))))
                .onErrorMap(ContactsUnavailableException.class, unavailable -> later(businessId, unavailable));
    }

    private static MessageException later(String businessId, ContactsUnavailableException unavailable) {
        log.warn("business={} nobody can sign in: {}", businessId, unavailable.getMessage());
        return new MessageException(SignInPages.later());
    }

    /** Where the browser goes from here. */
    private Mono<URI> next(
            SsoSettings business, PostedResponse posted, Optional<LoginRequest> request, ServerWebExchange exchange) {
        var arrival = arrivals.take(business, posted, request);
        return request.filter(asked -> asked.purpose() == Purpose.TEST)
                .map(trial -> trials.keep(trial, arrival))
                .orElseGet(() -> {
                    var occasion = new Occasion(business.businessId(), request, posted.relayState());
                    return arrival.flatMap(arrived -> answers.keep(occasion, arrived, exchange));
                });
    }
}
