package com.pickatime.sso.federation.watch;

import java.time.Duration;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Makes the index by which MongoDB forgets, on the thread that starts the service. */
@Component
class WarningIndexes implements SmartInitializingSingleton {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final PublishedWarnings published;

    WarningIndexes(PublishedWarnings published) {
        this.published = published;
    }

    @Override
    public void afterSingletonsInstantiated() {
        published.createIndexes().block(PATIENCE);
    }
}
