package com.pickatime.sso.accounts.signin;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.pages.MessagePage;
import com.pickatime.sso.accounts.ForgottenPasswords;
import com.pickatime.sso.accounts.SealedEmails;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Where people ask for a link to choose a password; the answer is the same whoever they are. */
@Controller
@RequestMapping("/sign-in/{businessId}/forgotten-password")
class ForgottenPasswordController {

    private final ForgottenPasswords forgotten;
    private final SignInLimits limits;
    private final SealedEmails emails;

    ForgottenPasswordController(ForgottenPasswords forgotten, SignInLimits limits, SealedEmails emails) {
        this.forgotten = forgotten;
        this.limits = limits;
        this.emails = emails;
    }

    @GetMapping
    Rendering show(@PathVariable BusinessId businessId) {
        return Rendering.view("forgotten-password")
                .modelAttribute("signIn", SignInPage.path(businessId))
                .build();
    }

    @PostMapping
    Mono<Rendering> ask(@PathVariable BusinessId businessId, Locale language, ServerWebExchange exchange) {
        return exchange.getFormData()
                .map(form -> new SubmittedForm(form).value("email"))
                .flatMap(email -> limits.takeLink(emails.hash(businessId, email), AttemptSource.of(exchange))
                        .flatMap(allowed -> allowed ? forgotten.ask(businessId, email, language) : Mono.empty()))
                .then(Mono.fromSupplier(() -> answer(businessId)));
    }

    private static Rendering answer(BusinessId businessId) {
        return new MessagePage(HttpStatus.OK, "message.look-into-mail")
                .linking(SignInPage.path(businessId), "forgotten.back")
                .page();
    }
}
