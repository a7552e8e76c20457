package com.pickatime.imports.doubles;

import com.pickatime.platform.kafka.EventPublisher;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.springframework.kafka.core.KafkaTemplate;

/** A broker that takes every record at once, except those it is told to refuse. */
public final class Broker extends MockProducer<String, SpecificRecord> {

    private final AtomicInteger untilRefusal = new AtomicInteger(-1);

    public Broker() {
        super(true, null, (topic, key) -> new byte[0], (topic, value) -> new byte[0]);
    }

    /** Events that are written here. */
    public EventPublisher events() {
        return new EventPublisher(new KafkaTemplate<>(() -> this));
    }

    /** Takes no record the next time. */
    public void failNext() {
        failAfter(0);
    }

    /** Takes so many more records, and then one not. */
    public void failAfter(int records) {
        untilRefusal.set(records);
    }

    /** Whether the record that it was not to take has come. */
    public boolean hasRefused() {
        return untilRefusal.get() < 0;
    }

    /** Takes every record from now on, whether or not the one that it was to refuse has come. */
    public void failNoMore() {
        untilRefusal.set(-1);
    }

    /** What was written of a type, in order. */
    public synchronized <V> List<V> written(Class<V> type) {
        return history().stream()
                .map(ProducerRecord::value)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<String, SpecificRecord> record, Callback callback) {
        if (untilRefusal.getAndUpdate(left -> Math.max(-1, left - 1)) == 0) {
            var refused = new TimeoutException("refused by the double");
            callback.onCompletion(null, refused);
            return CompletableFuture.failedFuture(refused);
        }
        return super.send(record, callback);
    }

    /** Shared by many, like the real one. */
    @Override
    public void close(Duration timeout) {}
}
