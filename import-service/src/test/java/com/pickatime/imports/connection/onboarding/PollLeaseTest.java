package com.pickatime.imports.connection.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.imports.store.InstanceId;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.local.testing.TestStore;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@ParameterizedClass
@MethodSource("stores")
class PollLeaseTest {

    private final MovableClock clock = new MovableClock();
    private final AtomicInteger done = new AtomicInteger();
    private final Mono<Void> work = Mono.fromRunnable(done::incrementAndGet);

    private final MongoDatabase database;

    PollLeaseTest(TestStore store) {
        database = TestDatabases.on(store);
    }

    static Stream<TestStore> stores() {
        return TestStore.all();
    }

    @Test
    void letsOneInstanceWorkAtATime() {
        var first = lease();
        var second = lease();

        StepVerifier.create(first.exclusively(second.exclusively(work))).verifyComplete();
        assertThat(done).hasValue(0);
    }

    @Test
    void letsTheNextWorkOnceTheFirstIsDone() {
        StepVerifier.create(lease().exclusively(work).then(lease().exclusively(work)))
                .verifyComplete();

        assertThat(done).hasValue(2);
    }

    @Test
    void letsTheNextWorkOnceTheFirstFailed() {
        StepVerifier.create(lease().exclusively(Mono.error(new IllegalStateException("x"))))
                .verifyErrorMessage("x");
        StepVerifier.create(lease().exclusively(work)).verifyComplete();

        assertThat(done).hasValue(1);
    }

    @Test
    void letsTheNextWorkOnceTheFirstIsTakenForDead() {
        var dead = lease().exclusively(Mono.defer(() -> {
            clock.advance(Duration.ofMinutes(11));
            return lease().exclusively(work);
        }));

        StepVerifier.create(dead).verifyComplete();
        assertThat(done).hasValue(1);
    }

    private PollLease lease() {
        return new PollLease(
                database,
                new PollSettings(Duration.ZERO, Duration.ofMinutes(15), Duration.ofMinutes(10)),
                new InstanceId(),
                clock);
    }
}
