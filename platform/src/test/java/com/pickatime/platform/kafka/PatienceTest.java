package com.pickatime.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteException;
import com.mongodb.ServerAddress;
import com.mongodb.WriteError;
import com.pickatime.platform.testing.HttpDouble;
import com.pickatime.schemas.serde.AvroDeserializer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.errors.SerializationException;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.listener.ListenerExecutionFailedException;
import org.springframework.kafka.support.serializer.DeserializationException;
import org.springframework.util.backoff.BackOffExecution;
import reactor.core.publisher.Mono;

class PatienceTest {

    @Test
    void waitsForARegistryThatIsAway() {
        assertEndless(unreadable(failureOf("http://127.0.0.1:1", new byte[] {0, 0, 0, 0, 1, 0})));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 405, 422})
    void waitsForWhateverARegistrySays(int status) {
        try (var registry = HttpDouble.start(exchange -> HttpDouble.answer(exchange, status, "{}"))) {
            assertEndless(unreadable(failureOf(registry.url(), new byte[] {0, 0, 0, 0, 1, 0})));
        }
    }

    @Test
    void waitsWhereAnotherServerThanARegistryAnswers() {
        try (var website = HttpDouble.start(exchange -> HttpDouble.answer(exchange, 200, "<html>welcome</html>"))) {
            assertEndless(unreadable(failureOf(website.url(), new byte[] {0, 0, 0, 0, 1, 0})));
        }
    }

    /** A limit that ran out says nothing about the record. */
    @Test
    void waitsForWhateverDidNotAnswerInTime() {
        assertEndless(new ListenerExecutionFailedException(
                "failed", catchThrowable(() -> Mono.never().block(Duration.ofMillis(1)))));
        assertEndless(new ListenerExecutionFailedException(
                "failed",
                new KafkaException("send", new org.apache.kafka.common.errors.TimeoutException("no broker"))));
    }

    @Test
    void waitsForAStoreThatLetsNobodyIn() {
        assertEndless(new ListenerExecutionFailedException(
                "failed",
                new MongoCommandException(
                        new BsonDocument("ok", new BsonInt32(0)).append("code", new BsonInt32(13)),
                        new ServerAddress())));
    }

    @Test
    void waitsForAStoreThatIsAway() {
        assertEndless(new ListenerExecutionFailedException(
                "failed", new IllegalStateException(new MongoTimeoutException("no server"))));
    }

    @Test
    void givesUpAtOnceOnARecordThatIsNoRecord() {
        var backOff = Patience.with(unreadable(failureOf("http://127.0.0.1:1", new byte[] {9, 9})));

        assertThat(backOff).isNotNull();
        assertThat(backOff.start().nextBackOff()).isEqualTo(BackOffExecution.STOP);
    }

    @Test
    void leavesOtherFailuresToTheUsualRetries() {
        var badWrite = new MongoWriteException(
                new WriteError(2, "bad value", new BsonDocument()), new ServerAddress(), Set.of());

        assertThat(Patience.with(new ListenerExecutionFailedException("failed", badWrite)))
                .isNull();
        assertThat(Patience.with(new IllegalStateException("a fault of ours"))).isNull();
    }

    private static void assertEndless(Throwable failure) {
        var backOff = Patience.with(failure);

        assertThat(backOff).isNotNull();
        var execution = backOff.start();
        for (int retry = 0; retry < 10_000; retry++) {
            assertThat(execution.nextBackOff()).isPositive().isLessThanOrEqualTo(10_000);
        }
    }

    private static Throwable unreadable(SerializationException cause) {
        return new ListenerExecutionFailedException(
                "wrapped", new DeserializationException("x", new byte[0], false, cause));
    }

    private static SerializationException failureOf(String registry, byte[] record) {
        try (var deserializer = new AvroDeserializer()) {
            deserializer.configure(Map.of("schema.registry.url", registry, "max.retries", 0), false);
            deserializer.deserialize("roster.records", record);
            throw new AssertionError("could be read: " + ByteBuffer.wrap(record));
        } catch (SerializationException e) {
            return e;
        }
    }
}
