package com.pickatime.sso.accounts.signin;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.sso.accounts.AdministratorCredentials;
import com.pickatime.sso.accounts.LocalAdministrator;
import com.pickatime.sso.accounts.LocalAdministrators;
import com.pickatime.sso.accounts.SealedEmails;
import com.pickatime.sso.accounts.passwords.PasswordHasher;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Decides whether an address and a password let somebody in.
 *
 * <p>Every try does the same work, whether the account is unknown, locked, without a password, or the password is wrong.
 */
@Component
class PasswordSignIn {

    private static final Logger log = LoggerFactory.getLogger(PasswordSignIn.class);

    /** For the log, never for the page. */
    private enum Outcome {
        SIGNED_IN,
        WRONG_PASSWORD,
        NO_PASSWORD_YET,
        LOCKED,
        CHANGED_MEANWHILE
    }

    private final LocalAdministrators administrators;
    private final SealedEmails emails;
    private final SignInLimits limits;
    private final PasswordHasher passwords;

    PasswordSignIn(
            LocalAdministrators administrators, SealedEmails emails, SignInLimits limits, PasswordHasher passwords) {
        this.administrators = administrators;
        this.emails = emails;
        this.limits = limits;
        this.passwords = passwords;
    }

    /** The administrator; empty if this try lets nobody in, for whatever reason. */
    Mono<LocalAdministrator> attempt(BusinessId businessId, String email, String password, AttemptSource source) {
        var key = emails.hash(businessId, email);
        return limits.take(key, source)
                .flatMap(allowed -> account(businessId, email)
                        .flatMap(account -> check(account, allowed, password))
                        .delayUntil(signedIn -> limits.forget(key, source)));
    }

    /** A new password unlocks: whoever has the invitation need not wait for somebody else's wrong tries. */
    Mono<Void> unlock(BusinessId businessId, String email, AttemptSource source) {
        return limits.forgetAll(emails.hash(businessId, email), source);
    }

    private Mono<Optional<AdministratorCredentials>> account(BusinessId businessId, String email) {
        return administrators.withEmail(businessId, email).map(Optional::of).defaultIfEmpty(Optional.empty());
    }

    private Mono<LocalAdministrator> check(
            Optional<AdministratorCredentials> account, boolean allowed, String password) {
        var hash = account.filter(found -> allowed).map(AdministratorCredentials::passwordHash);
        return passwords
                .matches(password, hash.orElse(null))
                .flatMap(right -> right ? confirm(account.orElseThrow(), password) : refuse(account, allowed));
    }

    private Mono<LocalAdministrator> refuse(Optional<AdministratorCredentials> account, boolean allowed) {
        if (account.isEmpty()) {
            log.info("a password sign-in to no account");
            return Mono.empty();
        }
        var outcome = account.get().passwordHash() == null ? Outcome.NO_PASSWORD_YET : Outcome.WRONG_PASSWORD;
        record(account.get(), allowed ? outcome : Outcome.LOCKED);
        return Mono.empty();
    }

    private Mono<LocalAdministrator> confirm(AdministratorCredentials account, String password) {
        return stillValid(account, password).flatMap(valid -> {
            record(account, valid ? Outcome.SIGNED_IN : Outcome.CHANGED_MEANWHILE);
            return valid ? Mono.just(account.who()) : Mono.empty();
        });
    }

    private Mono<Boolean> stillValid(AdministratorCredentials account, String password) {
        var hash = account.passwordHash();
        return hash == null
                ? Mono.just(false)
                : passwords
                        .strengthened(password, hash)
                        .flatMap(stronger -> administrators.strengthen(account, stronger))
                        .switchIfEmpty(administrators.isUnchanged(account));
    }

    private static void record(AdministratorCredentials account, Outcome outcome) {
        log.info("password sign-in of local administrator {}: {}", account.who().id(), outcome);
    }
}
