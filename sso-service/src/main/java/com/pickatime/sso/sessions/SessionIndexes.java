package com.pickatime.sso.sessions;

import java.time.Duration;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Makes the indexes that sessions are found and forgotten by, on the thread that starts the service. */
@Component
class SessionIndexes implements SmartInitializingSingleton {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final SessionStore store;

    SessionIndexes(SessionStore store) {
        this.store = store;
    }

    @Override
    public void afterSingletonsInstantiated() {
        store.createIndexes().block(PATIENCE);
    }
}
