package com.pickatime.sso.accounts.signin;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.pages.MessagePage;
import com.pickatime.platform.pages.MessagePageException;
import com.pickatime.sso.accounts.Credentials;
import com.pickatime.sso.accounts.PasswordAccounts;
import com.pickatime.sso.accounts.SealedEmails;
import com.pickatime.sso.accounts.passwords.PasswordHasher;
import com.pickatime.sso.sessions.SignedInPerson;
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

    private final PasswordAccounts accounts;
    private final SealedEmails emails;
    private final SignInLimits limits;
    private final PasswordHasher passwords;

    PasswordSignIn(PasswordAccounts accounts, SealedEmails emails, SignInLimits limits, PasswordHasher passwords) {
        this.accounts = accounts;
        this.emails = emails;
        this.limits = limits;
        this.passwords = passwords;
    }

    /**
     * The person; empty if this try lets nobody in, for whatever reason. While the contact service is away, it ends with a
     * page that says so instead: there may be a contact with this address and password.
     */
    Mono<SignedInPerson> attempt(BusinessId businessId, String email, String password, AttemptSource source) {
        var key = emails.hash(businessId, email);
        return limits.take(key, source)
                .flatMap(allowed -> accounts.find(businessId, email)
                        .flatMap(found -> check(found.account(), allowed, password)
                                .switchIfEmpty(Mono.defer(() -> found.isCertain() ? Mono.empty() : later())))
                        .delayUntil(signedIn -> limits.forget(key, source)));
    }

    private Mono<SignedInPerson> check(Optional<Credentials> account, boolean allowed, String password) {
        var hash = account.filter(found -> allowed).map(Credentials::passwordHash);
        return passwords
                .matches(password, hash.orElse(null))
                .flatMap(right -> right ? confirm(account.orElseThrow(), password) : refuse(account, allowed));
    }

    private Mono<SignedInPerson> refuse(Optional<Credentials> account, boolean allowed) {
        if (account.isEmpty()) {
            log.info("a password sign-in to no account");
            return Mono.empty();
        }
        var outcome = account.get().passwordHash() == null ? Outcome.NO_PASSWORD_YET : Outcome.WRONG_PASSWORD;
        record(account.get(), allowed ? outcome : Outcome.LOCKED);
        return Mono.empty();
    }

    private Mono<SignedInPerson> confirm(Credentials account, String password) {
        return stillValid(account, password).flatMap(valid -> {
            record(account, valid ? Outcome.SIGNED_IN : Outcome.CHANGED_MEANWHILE);
            return valid ? Mono.just(account.person()) : Mono.empty();
        });
    }

    private Mono<Boolean> stillValid(Credentials account, String password) {
        var hash = account.passwordHash();
        return hash == null
                ? Mono.just(false)
                : passwords
                        .strengthened(password, hash)
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .flatMap(stronger -> accounts.confirm(account, stronger));
    }

    private static <T> Mono<T> later() {
        return Mono.error(new MessagePageException(MessagePage.later()));
    }

    private static void record(Credentials account, Outcome outcome) {
        log.info("password sign-in of {}: {}", account.person().subject(), outcome);
    }
}
