package com.pickatime.contacts.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.kafka.listener.MessageListenerContainer;

class RedeliveryTest {

    private static final TopicPartition PARTITION = new TopicPartition("roster.records", 0);
    private static final int FAILURES = 40;

    private final IntakeSettings settings = new IntakeSettings(
            1, 100, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMillis(1), Duration.ofMillis(2), Set.of());

    /** The second is one that Spring Kafka takes for hopeless unless told otherwise. */
    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, ClassCastException.class})
    void deliversABatchAgainUntilItIsApplied(Class<? extends RuntimeException> failure) throws Exception {
        var exception = failure.getConstructor(String.class).newInstance("the store is away");
        var deliveries = new AtomicInteger();
        var batch = new ConsumerRecords<>(
                Map.of(PARTITION, List.of(new ConsumerRecord<>("roster.records", 0, 0, "key", "value"))), Map.of());
        try (var consumer = new MockConsumer<String, String>("earliest")) {
            consumer.assign(List.of(PARTITION));
            consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));

            Redelivery.handler(settings).handleBatch(exception, batch, consumer, running(), () -> {
                if (deliveries.incrementAndGet() < FAILURES) {
                    throw exception;
                }
            });
        }

        assertThat(deliveries).hasValue(FAILURES);
    }

    /** A container that runs and is not paused. */
    private static MessageListenerContainer running() {
        return (MessageListenerContainer) Proxy.newProxyInstance(
                RedeliveryTest.class.getClassLoader(),
                new Class<?>[] {MessageListenerContainer.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "isRunning" -> true;
                    case "getContainerFor" -> proxy;
                    default -> method.getReturnType() == boolean.class ? false : null;
                });
    }
}
