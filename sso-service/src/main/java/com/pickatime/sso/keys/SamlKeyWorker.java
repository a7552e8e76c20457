package com.pickatime.sso.keys;

import java.time.Duration;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Has the first SAML key made before the service answers anybody, and forgets those whose time is over. */
@Component
class SamlKeyWorker implements SmartInitializingSingleton {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final SamlKeyRotation rotation;

    SamlKeyWorker(SamlKeyRotation rotation) {
        this.rotation = rotation;
    }

    /** Waits on the thread that starts the service. */
    @Override
    public void afterSingletonsInstantiated() {
        rotation.begin().block(PATIENCE);
    }

    /** Limited in time, because an answer that never comes would end all later sweeps. */
    @Scheduled(fixedDelayString = "${sso.keys.sweep:10m}", initialDelayString = "${sso.keys.sweep:10m}")
    Mono<Void> sweep() {
        return Mono.defer(rotation::sweep).timeout(PATIENCE);
    }
}
