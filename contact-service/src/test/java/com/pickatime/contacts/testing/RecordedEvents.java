package com.pickatime.contacts.testing;

import com.pickatime.contacts.events.ImportEvents;
import com.pickatime.events.ImportEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
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
    private final Producer producer = new Producer(unlucky);

    /** Lets every further announcement of this business fail. */
    public void failFor(String businessId) {
        unlucky.add(businessId);
    }

    public void succeedAgain() {
        unlucky.clear();
    }

    public ImportEvents events(Clock clock) {
        return new ImportEvents(new KafkaTemplate<>(() -> producer), clock);
    }

    public List<ImportEvent> published() {
        return producer.history().stream()
                .map(ProducerRecord::value)
                .map(ImportEvent.class::cast)
                .toList();
    }

    private static final class Producer extends MockProducer<String, Object> {

        private final Set<String> unlucky;

        Producer(Set<String> unlucky) {
            super(true, null, new StringSerializer(), (topic, event) -> new byte[0]);
            this.unlucky = unlucky;
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<String, Object> message, Callback callback) {
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
