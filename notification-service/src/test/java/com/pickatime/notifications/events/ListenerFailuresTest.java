package com.pickatime.notifications.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteException;
import com.mongodb.ServerAddress;
import com.mongodb.WriteError;
import java.util.Set;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.listener.ListenerExecutionFailedException;
import org.springframework.util.backoff.BackOffExecution;

class ListenerFailuresTest {

    @Test
    void waitsForAStoreThatIsAwayHoweverLong() {
        var failure = new ListenerExecutionFailedException(
                "failed", new IllegalStateException(new MongoTimeoutException("no server")));

        var backOff = ListenerFailures.backOff(failure);

        assertThat(backOff).isNotNull();
        var execution = backOff.start();
        for (var attempt = 0; attempt < 10_000; attempt++) {
            assertThat(execution.nextBackOff()).isPositive().isNotEqualTo(BackOffExecution.STOP);
        }
    }

    @Test
    void leavesOtherFailuresToThePlatform() {
        var badWrite = new MongoWriteException(
                new WriteError(2, "bad value", new BsonDocument()), new ServerAddress(), Set.of());

        assertThat(ListenerFailures.backOff(new ListenerExecutionFailedException("failed", badWrite)))
                .isNull();
        assertThat(ListenerFailures.backOff(new IllegalStateException("a bug"))).isNull();
    }
}
