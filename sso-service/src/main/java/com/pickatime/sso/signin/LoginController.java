package com.pickatime.sso.signin;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.pages.LocalPath;
import com.pickatime.sso.signin.request.SingleSignOn;
import com.pickatime.sso.signin.request.SpInitiatedLogin;
import com.pickatime.sso.signin.request.SpInitiatedLogin.LoginIntent;
import com.pickatime.sso.signin.store.LoginPurpose;
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
    private final SpInitiatedLogin start;

    LoginController(SingleSignOn singleSignOn, SpInitiatedLogin start) {
        this.singleSignOn = singleSignOn;
        this.start = start;
    }

    /** Sends the browser to the identity provider; from there it comes back to {@code returnTo}, if that is ours. */
    @GetMapping("/saml/" + SingleSignOn.BUSINESS + "/login")
    Mono<ResponseEntity<Void>> login(
            @PathVariable BusinessId businessId,
            @RequestParam(required = false) @Nullable String returnTo,
            ServerWebExchange exchange) {
        var intent =
                new LoginIntent(LoginPurpose.SIGN_IN, LocalPath.of(returnTo).orElse(LocalPath.HOME));
        return singleSignOn
                .of(businessId)
                .flatMap(business -> start.addressFor(business, intent, exchange))
                .map(Redirects::to);
    }
}
