package com.pickatime.contacts.intake;

import java.util.Map;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * What happens to a batch that could not be applied: it is delivered again, with growing waits, for as long as it takes.
 *
 * <p>Bad records are dealt with inside the batch, so a batch fails only when the store, the registry or the dead-letter
 * topic is away. Giving up then would lose good records.
 */
final class Redelivery {

    private static final double GROWTH = 2;

    private Redelivery() {}

    static CommonErrorHandler handler(IntakeSettings settings) {
        var waits = new ExponentialBackOff(settings.firstRedelivery().toMillis(), GROWTH);
        waits.setMaxInterval(settings.longestRedelivery().toMillis());
        var handler = new DefaultErrorHandler(waits);
        // by default some exceptions count as hopeless, and their whole batch is dropped
        handler.setClassifications(Map.of(), true);
        // the listener tells it once a minute; this would write a stack trace each time
        handler.setLogLevel(KafkaException.Level.DEBUG);
        return handler;
    }
}
