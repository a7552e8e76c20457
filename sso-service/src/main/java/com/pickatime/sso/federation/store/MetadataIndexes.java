package com.pickatime.sso.federation.store;

import java.time.Duration;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Makes the index on the thread that starts the service, before the first refresh. */
@Component
class MetadataIndexes implements SmartInitializingSingleton {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final MetadataStore store;

    MetadataIndexes(MetadataStore store) {
        this.store = store;
    }

    @Override
    public void afterSingletonsInstantiated() {
        store.createIndexes().block(PATIENCE);
    }
}
