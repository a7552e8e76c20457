package com.pickatime.local.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pickatime.platform.kafka.EventPublisher;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.KafkaTemplate;
import reactor.core.publisher.Mono;

/**
 * What holds for everything that a service tells on a topic about a change in its store: nothing is lost between the two,
 * and what is told twice is known for the same.
 */
public abstract class OutboxContract {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Broker broker = new Broker();

    /** Makes one change and tells it, as the instance does that dies at it. */
    protected abstract Mono<Void> changeAndTell();

    /** What another instance tells when it looks for what is left over, the first one being taken for dead. */
    protected abstract Mono<Void> tellLeftOver();

    /** All that is told goes here. */
    protected final EventPublisher events() {
        return new EventPublisher(new KafkaTemplate<>(() -> broker));
    }

    @Test
    void anotherInstanceTellsWhatOneWroteThatDiedBeforeItWasOnTheTopic() throws Exception {
        broker.dieAt = Moment.BEFORE_IT_IS_TAKEN;
        changeAndDie();
        assertThat(broker.told()).isEmpty();

        toTheEnd(tellLeftOver());
        assertThat(broker.told()).hasSize(1);
        toTheEnd(tellLeftOver());
        assertThat(broker.told()).as("once it is noted").hasSize(1);
    }

    @Test
    void anotherInstanceTellsAgainUnderTheSameIdWhatOneDidNotNoteThatDied() throws Exception {
        broker.dieAt = Moment.BEFORE_IT_IS_ACKNOWLEDGED;
        changeAndDie();
        assertThat(broker.told()).hasSize(1);

        toTheEnd(tellLeftOver());
        assertThat(broker.told()).hasSize(2);
        assertThat(broker.told().stream().distinct()).hasSize(1);
        toTheEnd(tellLeftOver());
        assertThat(broker.told()).as("once it is noted").hasSize(2);
    }

    private void changeAndDie() {
        var dying = changeAndTell().toFuture();
        await().atMost(LIMIT).until(() -> broker.asked.get() == 1);
        dying.cancel(true);
        broker.dieAt = Moment.NEVER;
    }

    private static void toTheEnd(Mono<Void> work) throws Exception {
        work.toFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private enum Moment {
        NEVER,
        BEFORE_IT_IS_TAKEN,
        BEFORE_IT_IS_ACKNOWLEDGED
    }

    /** Whoever asks it at the given moment never hears of it again. */
    private static final class Broker extends MockProducer<String, SpecificRecord> {

        private final AtomicInteger asked = new AtomicInteger();
        private volatile Moment dieAt = Moment.NEVER;

        Broker() {
            super(true, null, (topic, key) -> new byte[0], (topic, event) -> new byte[0]);
        }

        /** The ids of the events on the topic, in order. */
        List<Object> told() {
            return history().stream()
                    .map(ProducerRecord::value)
                    .map(event ->
                            event.get(event.getSchema().getField("eventId").pos()))
                    .toList();
        }

        @Override
        public synchronized Future<RecordMetadata> send(
                ProducerRecord<String, SpecificRecord> message, Callback callback) {
            if (dieAt == Moment.NEVER) {
                return super.send(message, callback);
            }
            if (dieAt == Moment.BEFORE_IT_IS_ACKNOWLEDGED) {
                super.send(message, (metadata, failure) -> {});
            }
            asked.incrementAndGet();
            return new CompletableFuture<>();
        }

        /** The template closes what it takes for its own. */
        @Override
        public void close(Duration timeout) {}
    }
}
