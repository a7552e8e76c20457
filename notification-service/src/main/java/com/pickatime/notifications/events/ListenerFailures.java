package com.pickatime.notifications.events;

import com.mongodb.MongoException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.pickatime.platform.crypto.UnreadableFieldException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Which failed events are tried again for how long, where the platform's rule does not fit.
 *
 * <p>While the store is away every event would fail, so all wait for it instead of going to the dead letters one by one. An
 * event that can never be read goes there at once instead of keeping the others waiting.
 */
@Configuration
class ListenerFailures {

    private static final long PAUSE_MILLIS = 5_000;

    private static final List<Class<? extends MongoException>> STORE_IS_AWAY = List.of(
            MongoTimeoutException.class,
            MongoSocketException.class,
            MongoNotPrimaryException.class,
            MongoNodeIsRecoveringException.class);

    ListenerFailures(DefaultErrorHandler errorHandler) {
        errorHandler.setBackOffFunction((event, failure) -> backOff(failure));
        errorHandler.addNotRetryableExceptions(UnreadableFieldException.class, IllegalArgumentException.class);
    }

    /** Null where the platform's rule holds. */
    static @Nullable BackOff backOff(Throwable failure) {
        for (var next = failure; next != null; next = next.getCause()) {
            var cause = next;
            if (STORE_IS_AWAY.stream().anyMatch(kind -> kind.isInstance(cause))) {
                return new FixedBackOff(PAUSE_MILLIS, FixedBackOff.UNLIMITED_ATTEMPTS);
            }
        }
        return null;
    }
}
