package com.pickatime.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.SigningCertificateExpiring;
import com.pickatime.events.SsoEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.KafkaTemplate;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class EventPublisherTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final SsoEvent EVENT = new SsoEvent(
            "event-1",
            "oak",
            Instant.parse("2026-11-24T08:00:00Z"),
            new SigningCertificateExpiring("https://idp.example", "ab", Instant.parse("2026-12-24T08:00:00Z"), 30));

    private final Producer producer = new Producer();
    private final EventPublisher publisher = new EventPublisher(new KafkaTemplate<>(() -> producer));

    @Test
    void isDoneOnlyWhenTheBrokerHasAcknowledged() {
        StepVerifier.create(publish())
                .expectSubscription()
                .then(() -> producer.awaitOne())
                .expectNoEvent(Duration.ofMillis(100))
                .then(producer::completeNext)
                .expectComplete()
                .verify(PATIENCE);

        assertThat(producer.history())
                .containsExactly(new ProducerRecord<String, SpecificRecord>("sso.events", "oak", EVENT));
    }

    @Test
    void failsWhenTheBrokerDoesNotTakeIt() {
        StepVerifier.create(publish())
                .expectSubscription()
                .then(() -> producer.awaitOne())
                .then(() -> producer.errorNext(new TimeoutException("no broker")))
                .expectErrorSatisfies(failure -> assertThat(failure).hasRootCauseInstanceOf(TimeoutException.class))
                .verify(PATIENCE);
    }

    @Test
    void failsAndThrowsNothingWhenItCannotEvenBeWritten() {
        producer.refuse(new SerializationException("no registry"));

        StepVerifier.create(publish())
                .expectErrorSatisfies(failure -> assertThat(failure).hasStackTraceContaining("no registry"))
                .verify(PATIENCE);
    }

    @Test
    void publishesOncePerSubscriptionAndNothingBeforeIt() {
        var publishing = publish();
        assertThat(producer.history()).isEmpty();
        producer.acknowledgeAtOnce();

        StepVerifier.create(publishing.then(publishing)).expectComplete().verify(PATIENCE);

        assertThat(producer.history()).hasSize(2);
    }

    /** A producer waits for the topic's metadata, and the serializer for the registry. */
    @Test
    void keepsAThreadThatMustNotBlockFromWaitingForTheProducer() {
        producer.acknowledgeAtOnce();

        StepVerifier.create(Mono.defer(this::publish).subscribeOn(Schedulers.parallel()))
                .expectComplete()
                .verify(PATIENCE);

        assertThat(producer.onANonBlockingThread).isFalse();
    }

    private Mono<Void> publish() {
        return publisher.publish("sso.events", "oak", EVENT);
    }

    /** Acknowledges when it is told to. */
    private static final class Producer extends MockProducer<String, SpecificRecord> {

        private final AtomicReference<RuntimeException> refusal = new AtomicReference<>();
        private final AtomicBoolean atOnce = new AtomicBoolean();
        private final AtomicBoolean onANonBlockingThread = new AtomicBoolean();

        Producer() {
            super(false, null, (topic, key) -> new byte[0], (topic, value) -> new byte[0]);
        }

        void refuse(RuntimeException failure) {
            refusal.set(failure);
        }

        void acknowledgeAtOnce() {
            atOnce.set(true);
        }

        @Override
        public synchronized Future<RecordMetadata> send(
                ProducerRecord<String, SpecificRecord> message, Callback callback) {
            onANonBlockingThread.compareAndSet(false, Schedulers.isInNonBlockingThread());
            var failure = refusal.get();
            if (failure != null) {
                throw failure;
            }
            var sent = super.send(message, callback);
            if (atOnce.get()) {
                completeNext();
            }
            notifyAll();
            return sent;
        }

        synchronized void awaitOne() {
            var end = System.nanoTime() + PATIENCE.toNanos();
            while (history().isEmpty() && System.nanoTime() < end) {
                try {
                    wait(PATIENCE.toMillis());
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }

        /** The template closes what it takes for its own. */
        @Override
        public void close(Duration timeout) {}
    }
}
