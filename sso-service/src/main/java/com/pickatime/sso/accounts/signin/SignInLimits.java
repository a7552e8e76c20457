package com.pickatime.sso.accounts.signin;

import com.pickatime.sso.accounts.SealedEmails;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * How often passwords may be tried, within fifteen minutes.
 *
 * <p>{@value #NARROW} times for an account from one address: that stops whoever guesses there, and nobody else.
 * {@value #FROM_ONE_ADDRESS} times from one address whatever the account, against trying one password on many; and
 * {@value #AT_ONE_ACCOUNT} times at one account wherever from, against many addresses at once. A browser in which the
 * account was signed in to before has {@value #NARROW} tries of its own: no stranger's tries count against the owner there.
 *
 * <p>Links to choose a password, and accounts, can be asked for {@value #LINKS} times for an address together, and
 * {@value #FROM_ONE_ADDRESS} times from one network address.
 */
@Component
class SignInLimits {

    static final int NARROW = 5;
    static final int FROM_ONE_ADDRESS = 60;
    static final int AT_ONE_ACCOUNT = 100;
    static final int LINKS = 3;

    private final SignInAttempts attempts;
    private final KnownBrowsers browsers;
    private final SealedEmails emails;

    SignInLimits(SignInAttempts attempts, KnownBrowsers browsers, SealedEmails emails) {
        this.attempts = attempts;
        this.browsers = browsers;
        this.emails = emails;
    }

    /**
     * Takes a try.
     *
     * @param account a hash that stands for one address at one business
     * @return whether there was one left; a password must not be looked at otherwise
     */
    Mono<Boolean> take(String account, AttemptSource source) {
        return browsers.find(account, source)
                .flatMap(known -> attempts.take("browser/" + known, NARROW))
                // the narrow one first: who is stopped there must not use the others up
                .switchIfEmpty(Mono.defer(() -> attempts.take(narrow(account, source), NARROW))
                        .flatMap(allowed -> allowed ? wide(account, source) : Mono.just(false)));
    }

    /**
     * Takes one of the requests for a link to choose a password, or for an account.
     *
     * @param account a hash that stands for one address at one business
     */
    Mono<Boolean> takeLink(String account, AttemptSource source) {
        return attempts.take("links/" + account, LINKS)
                .flatMap(allowed ->
                        allowed ? attempts.take("links-from/" + hash(source), FROM_ONE_ADDRESS) : Mono.just(false));
    }

    /** Starts afresh from where somebody has just signed in. */
    Mono<Void> forget(String account, AttemptSource source) {
        return browsers.find(account, source)
                .flatMap(known -> attempts.forget("browser/" + known))
                .then(Mono.defer(() -> attempts.forget(narrow(account, source))));
    }

    /** Starts afresh wherever tries at an account came from, and makes every browser prove itself anew. */
    Mono<Void> forgetAll(String account, AttemptSource source) {
        return forget(account, source).then(attempts.forget(wide(account))).then(browsers.forget(account));
    }

    private Mono<Boolean> wide(String account, AttemptSource source) {
        return attempts.take("address/" + hash(source), FROM_ONE_ADDRESS)
                .flatMap(allowed -> allowed ? attempts.take(wide(account), AT_ONE_ACCOUNT) : Mono.just(false));
    }

    private static String wide(String account) {
        return "account/" + account;
    }

    private String narrow(String account, AttemptSource source) {
        return "both/" + account + '/' + hash(source);
    }

    /** The store need not know from where people sign in. */
    private String hash(AttemptSource source) {
        return emails.hashOfNetwork(source.network());
    }
}
