package com.pickatime.notifications.outbox;

import java.time.Duration;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Makes the outbox's indexes on the thread that starts the service, before the first event and the first sweep. */
@Component
class MailIndexes implements SmartInitializingSingleton {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Mails mails;

    MailIndexes(Mails mails) {
        this.mails = mails;
    }

    @Override
    public void afterSingletonsInstantiated() {
        mails.createIndexes().block(PATIENCE);
    }
}
