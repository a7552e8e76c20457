package com.pickatime.sso.logout;

import java.time.Duration;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Makes the index by which MongoDB forgets, on the thread that starts the service. */
@Component
class LogoutIndexes implements SmartInitializingSingleton {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final SentLogouts logouts;

    LogoutIndexes(SentLogouts logouts) {
        this.logouts = logouts;
    }

    @Override
    public void afterSingletonsInstantiated() {
        logouts.createIndex().block(PATIENCE);
    }
}
