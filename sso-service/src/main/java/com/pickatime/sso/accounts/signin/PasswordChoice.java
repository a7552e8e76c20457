package com.pickatime.sso.accounts.signin;

import com.pickatime.platform.pages.LocalPath;
import com.pickatime.sso.accounts.SealedEmails;
import com.pickatime.sso.accounts.passwords.NewPassword;
import com.pickatime.sso.accounts.passwords.PasswordHasher;
import com.pickatime.sso.accounts.passwords.UnfitPasswordException;
import com.pickatime.sso.sessions.Sessions;
import com.pickatime.sso.sessions.SignedInPerson;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The page on which somebody chooses a password, and what follows: they are signed in, and nobody with an old one. */
@Component
class PasswordChoice {

    private final PasswordHasher passwords;
    private final SignInLimits limits;
    private final KnownBrowsers browsers;
    private final Sessions sessions;
    private final SealedEmails emails;

    PasswordChoice(
            PasswordHasher passwords,
            SignInLimits limits,
            KnownBrowsers browsers,
            Sessions sessions,
            SealedEmails emails) {
        this.passwords = passwords;
        this.limits = limits;
        this.browsers = browsers;
        this.sessions = sessions;
        this.emails = emails;
    }

    /**
     * Who chooses.
     *
     * @param email with which they will sign in
     * @param occasion which text tells them why they are here: {@code invitation}, {@code link} or {@code registration}
     */
    record Chooser(SignedInPerson who, String email, String occasion) {

        @Override
        public String toString() {
            return "Chooser[" + who.subject() + ']';
        }
    }

    Rendering page(Chooser chooser) {
        return page(chooser, HttpStatus.OK, Optional.empty());
    }

    /**
     * Signs the person in, or shows the page again with what to change; empty if the password was not kept.
     *
     * @param keep is given the password's hash, and empty if it comes too late
     */
    Mono<Rendering> take(
            Chooser chooser, SubmittedForm form, ServerWebExchange exchange, Function<String, Mono<Boolean>> keep) {
        return passwords
                .hash(wanted(chooser, form))
                .flatMap(keep)
                .filter(kept -> kept)
                .flatMap(kept -> enter(chooser, exchange))
                .onErrorResume(
                        UnfitPasswordException.class,
                        unfit -> Mono.just(
                                page(chooser, HttpStatus.UNPROCESSABLE_CONTENT, Optional.of(unfit.broken()))));
    }

    /** A new password unlocks: whoever could choose it need not wait for somebody else's wrong tries. */
    private Mono<Rendering> enter(Chooser chooser, ServerWebExchange exchange) {
        var source = AttemptSource.of(exchange);
        var account = emails.hash(chooser.who().businessId(), chooser.email());
        return limits.forgetAll(account, source)
                .then(browsers.remember(account, source, exchange))
                .then(sessions.openTheOnly(exchange, chooser.who()))
                .map(session -> Rendering.redirectTo(LocalPath.HOME.value()).build());
    }

    private static NewPassword wanted(Chooser chooser, SubmittedForm form) {
        return new NewPassword(
                form.value("password"),
                form.value("repeated"),
                chooser.email(),
                List.of(chooser.who().businessId().value(), chooser.who().displayName()));
    }

    private static Rendering page(Chooser chooser, HttpStatus status, Optional<UnfitPasswordException.Rule> complaint) {
        return Rendering.view("password")
                .status(status)
                .modelAttribute("displayName", chooser.who().displayName())
                .modelAttribute("occasion", chooser.occasion())
                .modelAttribute("email", chooser.email())
                .modelAttribute("complaint", complaint)
                .build();
    }
}
