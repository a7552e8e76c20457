package com.pickatime.sso.signin;

import com.pickatime.sso.pages.LocalPath;
import com.pickatime.sso.signin.request.LoginStart;
import com.pickatime.sso.signin.request.LoginStart.Wish;
import com.pickatime.sso.signin.request.SingleSignOn;
import com.pickatime.sso.signin.store.Purpose;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Where signing in begins. */
@Controller
class LoginController {

    private final SingleSignOn singleSignOn;
    private final LoginStart start;

    LoginController(SingleSignOn singleSignOn, LoginStart start) {
        this.singleSignOn = singleSignOn;
        this.start = start;
    }

    /** Sends the browser to the identity provider; from there it comes back to {@code returnTo}, if that is ours. */
    @GetMapping("/saml/" + SingleSignOn.BUSINESS + "/login")
    Mono<ResponseEntity<Void>> login(
            @PathVariable String businessId,
            @RequestParam(required = false) @Nullable String returnTo,
            ServerWebExchange exchange) {
        var wish = new Wish(Purpose.SIGN_IN, LocalPath.of(returnTo).orElse(LocalPath.HOME));
        return singleSignOn
                .of(businessId)
                .flatMap(business -> start.addressFor(business, wish, exchange))
                .map(Redirects::to);
    }
}
