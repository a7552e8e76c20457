package com.pickatime.sso.accounts.signin;

import java.time.Duration;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Makes the indexes on the thread that starts the service, before the first try. */
@Component
class SignInTryIndexes implements SmartInitializingSingleton {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final SignInTries tries;

    SignInTryIndexes(SignInTries tries) {
        this.tries = tries;
    }

    @Override
    public void afterSingletonsInstantiated() {
        tries.createIndexes().block(PATIENCE);
    }
}
