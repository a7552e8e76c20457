package com.pickatime.contacts.testing;

import com.pickatime.contacts.events.ImportEvents;
import com.pickatime.events.ImportEvent;
import com.pickatime.platform.kafka.EventPublisher;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.kafka.core.KafkaTemplate;

/** Announcements that go to no broker. */
public final class RecordedEvents {

    private final Set<String> unlucky = ConcurrentHashMap.newKeySet();
    private final Set<String> hanging = ConcurrentHashMap.newKeySet();
    private final AtomicInteger attempts = new AtomicInteger();
    private final Producer producer = new Producer(unlucky, hanging, attempts);

    /** Lets every further announcement of this business fail. */
    public void failFor(String businessId) {
        unlucky.add(businessId);
    }

    /** Lets no further announcement of this business be acknowledged. */
    public void hangFor(String businessId) {
        hanging.add(businessId);
    }

    /** Announcements tried, whatever became of them. */
    public int attempts() {
        return attempts.get();
    }

    public void succeedAgain() {
        unlucky.clear();
        hanging.clear();
    }

    public ImportEvents events(Clock clock) {
        return new ImportEvents(new EventPublisher(new KafkaTemplate<>(() -> producer)), clock);
    }

    public List<ImportEvent> published() {
        return producer.history().stream()
                .map(ProducerRecord::value)
                .map(ImportEvent.class::cast)
                .toList();
    }

    private static final class Producer extends MockProducer<String, SpecificRecord> {

        private final Set<String> unlucky;

        private final Set<String> hanging;
        private final AtomicInteger attempts;

        Producer(Set<String> unlucky, Set<String> hanging, AtomicInteger attempts) {
            super(true, null, new StringSerializer(), (topic, event) -> new byte[0]);
            this.unlucky = unlucky;
            this.hanging = hanging;
            this.attempts = attempts;
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<String, SpecificRecord> message, Callback callback) {
            attempts.incrementAndGet();
            if (hanging.contains(message.key())) {
                return new CompletableFuture<>();
            }
            if (unlucky.contains(message.key())) {
                throw new TimeoutException("no broker");
            }
            return super.send(message, callback);
        }

        /** The template closes what it takes for its own. */
        @Override
        public void close(Duration timeout) {
            flush();
        }
    }
}
