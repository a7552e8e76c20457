package com.pickatime.imports.run.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.imports.run.RunFailure;
import com.pickatime.imports.run.RunState;
import com.pickatime.imports.run.queue.Queue;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class ProgressStreamTest {

    private static final BusinessId SPRINGFIELD = new BusinessId("springfield");

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Queue queue = Queue.on(new TestStore("embedded", TestStore.embedded()));

    @Test
    void tellsEachChangeOnceAndEndsWithTheRun() {
        var importId = queue.request(SPRINGFIELD, Queue.FULL);
        var states = stream(importId, Duration.ofMinutes(1))
                .map(event -> Objects.requireNonNull(event.data()).state());

        StepVerifier.create(states)
                .expectNext(RunState.REQUESTED)
                .then(queue::claim)
                .expectNext(RunState.FETCHING)
                .then(() -> Queue.run(queue.owned.fail(queue.find(importId), new RunFailure("X", "x"))))
                .expectNext(RunState.FAILED)
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void tellsTheEndOfARunThatEndedBefore() {
        var importId = queue.request(SPRINGFIELD, Queue.FULL);
        Queue.run(queue.owned.fail(queue.claim(), new RunFailure("X", "x")));

        StepVerifier.create(stream(importId, Duration.ofMinutes(1)))
                .expectNextCount(1)
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void keepsAQuietStreamAlive() {
        var importId = queue.request(SPRINGFIELD, Queue.FULL);

        StepVerifier.create(stream(importId, Duration.ofMillis(50)).filter(event -> event.data() == null))
                .assertNext(comment -> assertThat(comment.comment()).isNotBlank())
                .expectNextCount(2)
                .thenCancel()
                .verify(LIMIT);
    }

    private Flux<ServerSentEvent<ImportView>> stream(ImportId importId, Duration heartbeat) {
        return new ProgressStream(queue.runs, new ProgressSettings(Duration.ofMillis(30), heartbeat)).of(importId);
    }
}
