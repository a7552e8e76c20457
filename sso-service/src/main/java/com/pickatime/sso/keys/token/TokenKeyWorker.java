package com.pickatime.sso.keys.token;

import java.time.Duration;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Has the first key made before the service answers anybody, and each successor when its time has come. */
@Component
class TokenKeyWorker implements SmartInitializingSingleton {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final TokenSigningKeys keys;

    TokenKeyWorker(TokenSigningKeys keys) {
        this.keys = keys;
    }

    /** Waits on the thread that starts the service. */
    @Override
    public void afterSingletonsInstantiated() {
        keys.rotate().block(PATIENCE);
    }

    /** Limited in time, because an answer that never comes would end all later sweeps. */
    @Scheduled(fixedDelayString = "${sso.keys.sweep:10m}", initialDelayString = "${sso.keys.sweep:10m}")
    Mono<Void> sweep() {
        return Mono.defer(keys::rotate).timeout(PATIENCE);
    }
}
