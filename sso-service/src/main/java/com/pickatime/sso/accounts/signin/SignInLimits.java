package com.pickatime.sso.accounts.signin;

import com.pickatime.sso.accounts.Emails;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * How often passwords may be tried, within fifteen minutes.
 *
 * <p>{@value #NARROW} times for an account from one address: that stops whoever guesses there, and nobody else.
 * {@value #FROM_ONE_ADDRESS} times from one address whatever the account, against trying one password on many; and
 * {@value #AT_ONE_ACCOUNT} times at one account wherever from, against many addresses at once. A browser in which the
 * account was signed in to before has {@value #NARROW} tries of its own: no stranger's tries count against the owner there.
 */
@Component
class SignInLimits {

    static final int NARROW = 5;
    static final int FROM_ONE_ADDRESS = 60;
    static final int AT_ONE_ACCOUNT = 100;

    private final SignInTries tries;
    private final KnownBrowsers browsers;
    private final Emails emails;

    SignInLimits(SignInTries tries, KnownBrowsers browsers, Emails emails) {
        this.tries = tries;
        this.browsers = browsers;
        this.emails = emails;
    }

    /**
     * Takes a try.
     *
     * @param account a hash that stands for one address at one business
     * @return whether there was one left; a password must not be looked at otherwise
     */
    Mono<Boolean> take(String account, Visitor visitor) {
        return browsers.find(account, visitor)
                .flatMap(known -> tries.take("browser/" + known, NARROW))
                // the narrow one first: who is stopped there must not use the others up
                .switchIfEmpty(Mono.defer(() -> tries.take(narrow(account, visitor), NARROW))
                        .flatMap(allowed -> allowed ? wide(account, visitor) : Mono.just(false)));
    }

    /** Starts afresh from where somebody has just signed in. */
    Mono<Void> forget(String account, Visitor visitor) {
        return browsers.find(account, visitor)
                .flatMap(known -> tries.forget("browser/" + known))
                .then(Mono.defer(() -> tries.forget(narrow(account, visitor))));
    }

    /** Starts afresh wherever tries at an account came from, and makes every browser prove itself anew. */
    Mono<Void> forgetAll(String account, Visitor visitor) {
        return forget(account, visitor).then(tries.forget(wide(account))).then(browsers.forget(account));
    }

    private Mono<Boolean> wide(String account, Visitor visitor) {
        return tries.take("address/" + hash(visitor), FROM_ONE_ADDRESS)
                .flatMap(allowed -> allowed ? tries.take(wide(account), AT_ONE_ACCOUNT) : Mono.just(false));
    }

    private static String wide(String account) {
        return "account/" + account;
    }

    private String narrow(String account, Visitor visitor) {
        return "both/" + account + '/' + hash(visitor);
    }

    /** The store need not know from where people sign in. */
    private String hash(Visitor visitor) {
        return emails.hash("", visitor.network());
    }
}
