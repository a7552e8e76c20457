package com.pickatime.sso.accounts.signin;

import com.pickatime.platform.pages.MessagePage;
import com.pickatime.sso.accounts.Invitations;
import com.pickatime.sso.accounts.InvitedAdministrator;
import com.pickatime.sso.accounts.signin.PasswordChoice.Chooser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The page on which somebody who was invited chooses a password. */
@Controller
@RequestMapping("/invitations/{token}")
class InvitationController {

    private static final Logger log = LoggerFactory.getLogger(InvitationController.class);

    private final Invitations invitations;
    private final PasswordChoice choice;

    InvitationController(Invitations invitations, PasswordChoice choice) {
        this.invitations = invitations;
        this.choice = choice;
    }

    @GetMapping
    Mono<Rendering> show(@PathVariable String token) {
        return invitations
                .find(token)
                .map(invited -> choice.page(chooser(invited)))
                .switchIfEmpty(Mono.fromSupplier(InvitationController::gone));
    }

    @PostMapping
    Mono<Rendering> choose(@PathVariable String token, ServerWebExchange exchange) {
        return Mono.zip(invitations.find(token), exchange.getFormData().map(SubmittedForm::new))
                .flatMap(
                        both -> choice.take(chooser(both.getT1()), both.getT2(), exchange, hash -> accept(token, hash)))
                .switchIfEmpty(Mono.fromSupplier(InvitationController::gone));
    }

    private Mono<Boolean> accept(String token, String hash) {
        return invitations
                .accept(token, hash)
                .doOnNext(accepted -> log.info(
                        "local administrator {} chose a password",
                        accepted.who().id()))
                .hasElement();
    }

    private static Chooser chooser(InvitedAdministrator invited) {
        return new Chooser(invited.who().person(), invited.email(), "invitation");
    }

    private static Rendering gone() {
        return new MessagePage(HttpStatus.GONE, "message.invitation-gone").page();
    }
}
