package com.pickatime.platform.kafka;

import com.pickatime.platform.outage.Causes;
import com.pickatime.platform.outage.Outages;
import com.pickatime.schemas.serde.SchemaRegistryException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.support.serializer.DeserializationException;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.backoff.FixedBackOff;

/** How long a record is retried that failed in a way of its own. */
final class Patience {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private Patience() {}

    /** Endless where the record is not to blame, none for a record that cannot be read, null for the usual. */
    static @Nullable BackOff with(Throwable failure) {
        if (waits(failure)) {
            var endless = new ExponentialBackOff();
            endless.setMaxInterval(LONGEST_WAIT.toMillis());
            return endless;
        }
        return Causes.include(failure, DeserializationException.class) ? new FixedBackOff(0, 0) : null;
    }

    /** Whether the record is not to blame: it waits for what it needs, for as long as that takes. */
    static boolean waits(Throwable failure) {
        // a record that cannot be read has an I/O error in it too, about its own bytes
        return Causes.include(failure, DeserializationException.class)
                ? isOfTheRegistry(failure)
                : Outages.isCauseOf(failure);
    }

    /** Our serializers say so themselves; Confluent's, where they are configured, wrap what their client throws. */
    private static boolean isOfTheRegistry(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SchemaRegistryException registry) {
                return registry.isTransient();
            }
            if (cause.getClass().getName().startsWith("io.confluent.kafka.schemaregistry.client.rest.exceptions")) {
                return true;
            }
        }
        return false;
    }
}
