package com.pickatime.sso.accounts.signin;

import com.pickatime.sso.accounts.Invitations;
import com.pickatime.sso.accounts.InvitedAdministrator;
import com.pickatime.sso.accounts.SealedEmails;
import com.pickatime.sso.accounts.passwords.NewPassword;
import com.pickatime.sso.accounts.passwords.PasswordHasher;
import com.pickatime.sso.accounts.passwords.UnfitPasswordException;
import com.pickatime.sso.pages.LocalPath;
import com.pickatime.sso.pages.MessagePage;
import java.util.List;
import java.util.Optional;
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
    private final PasswordHasher passwords;
    private final PasswordSignIn signIn;
    private final LocalSessions sessions;
    private final KnownBrowsers browsers;
    private final SealedEmails emails;

    InvitationController(
            Invitations invitations,
            PasswordHasher passwords,
            PasswordSignIn signIn,
            LocalSessions sessions,
            KnownBrowsers browsers,
            SealedEmails emails) {
        this.browsers = browsers;
        this.emails = emails;
        this.invitations = invitations;
        this.passwords = passwords;
        this.signIn = signIn;
        this.sessions = sessions;
    }

    @GetMapping
    Mono<Rendering> show(@PathVariable String token) {
        return invitations
                .find(token)
                .map(invited -> page(invited, HttpStatus.OK, Optional.empty()))
                .switchIfEmpty(Mono.fromSupplier(InvitationController::gone));
    }

    @PostMapping
    Mono<Rendering> choose(@PathVariable String token, ServerWebExchange exchange) {
        return Mono.zip(invitations.find(token), exchange.getFormData().map(SubmittedForm::new))
                .flatMap(both -> choose(token, both.getT1(), both.getT2(), exchange))
                .switchIfEmpty(Mono.fromSupplier(InvitationController::gone));
    }

    private Mono<Rendering> choose(
            String token, InvitedAdministrator invited, SubmittedForm form, ServerWebExchange exchange) {
        return passwords
                .hash(wanted(invited, form))
                .flatMap(hash -> invitations.accept(token, hash))
                .flatMap(accepted -> enter(accepted, exchange))
                .onErrorResume(
                        UnfitPasswordException.class,
                        unfit ->
                                Mono.just(page(invited, HttpStatus.UNPROCESSABLE_CONTENT, Optional.of(unfit.words()))));
    }

    private Mono<Rendering> enter(InvitedAdministrator accepted, ServerWebExchange exchange) {
        var who = accepted.who();
        log.info("local administrator {} chose a password", who.id());
        var source = AttemptSource.of(exchange);
        return signIn.unlock(who.businessId(), accepted.email(), source)
                .then(browsers.remember(emails.hash(who.businessId(), accepted.email()), source, exchange))
                .then(sessions.openTheOnly(exchange, who))
                .map(session -> Rendering.redirectTo(LocalPath.HOME.value()).build());
    }

    private static NewPassword wanted(InvitedAdministrator invited, SubmittedForm form) {
        return new NewPassword(
                form.value("password"),
                form.value("repeated"),
                invited.email(),
                List.of(invited.who().businessId().value(), invited.who().displayName()));
    }

    private static Rendering page(InvitedAdministrator invited, HttpStatus status, Optional<String> complaint) {
        return Rendering.view("invitation")
                .status(status)
                .modelAttribute("displayName", invited.who().displayName())
                .modelAttribute("email", invited.email())
                .modelAttribute("complaint", complaint)
                .build();
    }

    private static Rendering gone() {
        return new MessagePage(
                        HttpStatus.GONE,
                        "This invitation no longer works",
                        "An invitation can be used once, within seven days, and a newer one replaces it.",
                        "If you have chosen a password already, sign in with it. Otherwise ask the administrator who invited you for a new invitation.")
                .page();
    }
}
