package com.pickatime.sso.signin.store;

import java.time.Duration;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** Makes the indexes by which MongoDB forgets, on the thread that starts the service. */
@Component
class SamlSignInIndexes implements SmartInitializingSingleton {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final LoginRequests requests;
    private final UsedMessages messages;
    private final PendingSignIns pending;

    SamlSignInIndexes(LoginRequests requests, UsedMessages messages, PendingSignIns pending) {
        this.requests = requests;
        this.messages = messages;
        this.pending = pending;
    }

    @Override
    public void afterSingletonsInstantiated() {
        Flux.concat(requests.createIndex(), messages.createIndex(), pending.createIndex())
                .blockLast(PATIENCE);
    }
}
