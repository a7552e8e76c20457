package com.pickatime.sso.signin;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.pages.MessagePage;
import com.pickatime.platform.pages.MessagePageException;
import com.pickatime.sso.contacts.ContactsUnavailableException;
import com.pickatime.sso.settings.SsoSettings;
import com.pickatime.sso.signin.SamlSignIn.ResponseContext;
import com.pickatime.sso.signin.request.SingleSignOn;
import com.pickatime.sso.signin.response.PostBinding;
import com.pickatime.sso.signin.response.PostedResponse;
import com.pickatime.sso.signin.response.RefusedSignInException;
import com.pickatime.sso.signin.response.ResponseConsumer;
import com.pickatime.sso.signin.store.LoginPurpose;
import com.pickatime.sso.signin.store.LoginRequest;
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
    private final PostBinding binding;
    private final ResponseConsumer responses;
    private final SamlSignIn samlSignIn;
    private final Trials trials;

    AcsController(
            SingleSignOn singleSignOn,
            PostBinding binding,
            ResponseConsumer responses,
            SamlSignIn samlSignIn,
            Trials trials) {
        this.singleSignOn = singleSignOn;
        this.binding = binding;
        this.responses = responses;
        this.samlSignIn = samlSignIn;
        this.trials = trials;
    }

    @PostMapping("/saml/" + SingleSignOn.BUSINESS + "/acs")
    Mono<ResponseEntity<Void>> consume(@PathVariable BusinessId businessId, ServerWebExchange exchange) {
        return binding.read(exchange.getRequest())
                .flatMap(posted -> singleSignOn
                        .of(businessId)
                        .flatMap(business -> responses
                                .requestOf(business, posted)
                                .flatMap(request -> next(business, posted, request, exchange))))
                .map(Redirects::to)
                .onErrorMap(
                        RefusedSignInException.class,
                        refused -> new MessagePageException(SignInPages.refused(
                                businessId, refused.reason(), SupportCodes.log(businessId, refused.reason()))))
                .onErrorMap(ContactsUnavailableException.class, unavailable -> later(businessId, unavailable));
    }

    private static MessagePageException later(BusinessId businessId, ContactsUnavailableException unavailable) {
        log.warn("business={} nobody can sign in: {}", businessId, unavailable.getMessage());
        return new MessagePageException(MessagePage.later());
    }

    /** Where the browser goes from here. */
    private Mono<URI> next(
            SsoSettings business, PostedResponse posted, Optional<LoginRequest> request, ServerWebExchange exchange) {
        var response = responses.consume(business, posted, request);
        return request.filter(asked -> asked.purpose() == LoginPurpose.TEST)
                .map(trial -> trials.keep(trial, response))
                .orElseGet(() -> {
                    var context = new ResponseContext(business.businessId(), request, posted.relayState());
                    return response.flatMap(accepted -> samlSignIn.keep(context, accepted, exchange));
                });
    }
}
