package com.pickatime.platform.kafka;

import com.mongodb.MongoException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.pickatime.schemas.serde.SchemaRegistryException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.support.serializer.DeserializationException;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.backoff.FixedBackOff;

/** How long a record is retried that failed in a way of its own. */
final class Patience {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private static final List<Class<? extends MongoException>> STORE_IS_AWAY = List.of(
            MongoTimeoutException.class,
            MongoSocketException.class,
            MongoNotPrimaryException.class,
            MongoNodeIsRecoveringException.class);

    private Patience() {}

    /** Endless for a registry or a store that is away, none for a record that cannot be read, null for the usual. */
    static @Nullable BackOff with(Throwable failure) {
        boolean unreadable = false;
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (isAway(cause)) {
                var endless = new ExponentialBackOff();
                endless.setMaxInterval(LONGEST_WAIT.toMillis());
                return endless;
            }
            unreadable |= cause instanceof DeserializationException;
        }
        return unreadable ? new FixedBackOff(0, 0) : null;
    }

    /** A record is not to blame for what it needs, so it waits for as long as that takes. */
    private static boolean isAway(Throwable cause) {
        return STORE_IS_AWAY.stream().anyMatch(kind -> kind.isInstance(cause))
                || (cause instanceof SchemaRegistryException registry && registry.isTransient());
    }
}
