package com.pickatime.imports.publish;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Records on their way to the broker, bounded in number.
 *
 * <p>The first that fails ends it: nothing is sent after that. One thread sends; the producer's thread acknowledges.
 */
final class InFlight<V> {

    private final Producer<String, V> producer;
    private final PublishSettings settings;
    private final LongConsumer acknowledgedSoFar;
    private final Semaphore places;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final AtomicLong acknowledged = new AtomicLong();

    InFlight(Producer<String, V> producer, PublishSettings settings, LongConsumer acknowledgedSoFar) {
        this.producer = producer;
        this.settings = settings;
        this.acknowledgedSoFar = acknowledgedSoFar;
        this.places = new Semaphore(settings.inFlight());
    }

    /** Blocks while too many are on their way. */
    void send(ProducerRecord<String, V> record) {
        requireNoFailure();
        take(1);
        producer.send(record, this::on);
    }

    /** Blocks until every record is acknowledged. */
    void awaitAll() {
        producer.flush();
        take(settings.inFlight());
        places.release(settings.inFlight());
        requireNoFailure();
    }

    private void on(@Nullable RecordMetadata metadata, @Nullable Exception exception) {
        if (exception == null) {
            acknowledgedSoFar.accept(acknowledged.incrementAndGet());
        } else {
            failure.compareAndSet(null, exception);
        }
        places.release();
    }

    private void take(int count) {
        try {
            if (!places.tryAcquire(count, settings.patience().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new PublishFailedException("the broker acknowledged nothing for " + settings.patience());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PublishFailedException("publishing was interrupted", e);
        }
    }

    private void requireNoFailure() {
        var first = failure.get();
        if (first != null) {
            throw new PublishFailedException("the broker did not take a record", first);
        }
    }
}
