package com.pickatime.sso.accounts.signin;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.pages.LocalPath;
import com.pickatime.sso.accounts.SealedEmails;
import com.pickatime.sso.sessions.Sessions;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The sign-in page of a business. */
@Controller
@RequestMapping("/sign-in/{businessId}")
class PasswordSignInController {

    private final SignInPage page;
    private final PasswordSignIn signIn;
    private final Sessions sessions;
    private final KnownBrowsers browsers;
    private final SealedEmails emails;

    PasswordSignInController(
            SignInPage page, PasswordSignIn signIn, Sessions sessions, KnownBrowsers browsers, SealedEmails emails) {
        this.page = page;
        this.signIn = signIn;
        this.sessions = sessions;
        this.browsers = browsers;
        this.emails = emails;
    }

    @GetMapping
    Mono<Rendering> show(
            @PathVariable BusinessId businessId, @RequestParam(required = false) @Nullable String returnTo) {
        return page.show(businessId, local(returnTo));
    }

    @PostMapping
    Mono<Rendering> signIn(
            @PathVariable BusinessId businessId,
            @RequestParam(required = false) @Nullable String returnTo,
            ServerWebExchange exchange) {
        var destination = local(returnTo);
        var source = AttemptSource.of(exchange);
        return exchange.getFormData()
                .flatMap(form -> {
                    var entered = new SubmittedForm(form);
                    var email = entered.value("email");
                    return signIn.attempt(businessId, email, entered.value("password"), source)
                            .delayUntil(who -> browsers.remember(emails.hash(businessId, email), source, exchange));
                })
                .flatMap(who -> sessions.open(exchange, who))
                .map(session -> Rendering.redirectTo(destination.value()).build())
                .switchIfEmpty(Mono.defer(() -> page.showRefusal(businessId, destination)));
    }

    private static LocalPath local(@Nullable String returnTo) {
        return LocalPath.of(returnTo).orElse(LocalPath.HOME);
    }
}
