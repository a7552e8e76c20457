package com.pickatime.notifications.events;

import com.pickatime.platform.crypto.UnreadableFieldException;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.DefaultErrorHandler;

/**
 * Which failed events are not tried again, beyond the platform's rule.
 *
 * <p>An event that can never be read goes to the dead letters at once instead of keeping the others waiting.
 */
@Configuration
class ListenerFailures {

    ListenerFailures(DefaultErrorHandler errorHandler) {
        errorHandler.addNotRetryableExceptions(UnreadableFieldException.class, IllegalArgumentException.class);
    }
}
