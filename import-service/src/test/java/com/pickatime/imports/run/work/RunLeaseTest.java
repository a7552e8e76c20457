package com.pickatime.imports.run.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pickatime.events.RecordType;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.RunFailure;
import com.pickatime.imports.run.RunProgress.Step;
import com.pickatime.imports.run.queue.LeaseLostException;
import com.pickatime.imports.run.queue.Queue;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.ids.BusinessId;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class RunLeaseTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Queue queue = Queue.on(new TestStore("embedded", TestStore.embedded()));
    private RunLease lease;
    private ImportRun run;

    @BeforeEach
    void claim() {
        queue.request(new BusinessId("springfield"), Queue.FULL);
        run = queue.claim();
        lease = new RunLease(run, queue.owned, Queue.SETTINGS, queue.clock);
    }

    @Test
    void writesDownHowFarTheRunIs() {
        lease.progress().fetched(RecordType.ORG, 3, 3);
        keepUntil(() -> !queue.find(run.importId()).progress().fetched().isEmpty());

        assertThat(queue.find(run.importId()).progress().step()).isEqualTo(Step.FETCHING);
    }

    @Test
    void renewsBeforeTheLeaseEnds() {
        keepUntil(() -> queue.find(run.importId()).progress().step() == Step.FETCHING);
        queue.clock.advance(Duration.ofSeconds(11));
        var wanted = queue.clock.instant().plusSeconds(30);

        keepUntil(() -> wanted.equals(
                Objects.requireNonNull(queue.find(run.importId()).lease()).until()));
    }

    @Test
    void endsWhenTheRunIsSomebodyElses() {
        queue.clock.advance(Duration.ofSeconds(31));
        Queue.run(queue.otherInstance().recovery.recover());

        StepVerifier.create(lease.keep()).expectError(LeaseLostException.class).verify(LIMIT);
    }

    @Test
    void stopsWorkByItsOwnClock() {
        assertThatCode(lease::requireOurs).doesNotThrowAnyException();
        queue.clock.advance(Duration.ofSeconds(31));

        assertThatExceptionOfType(LeaseLostException.class).isThrownBy(lease::requireOurs);
    }

    @Test
    void keepsQuietOnceTheWorkIsOver() {
        Queue.run(lease.leave(queue.owned.fail(run, new RunFailure("X", "x"))));
        queue.clock.advance(Duration.ofSeconds(31));

        StepVerifier.create(lease.keep().timeout(Duration.ofMillis(1_500), Mono.empty()))
                .expectComplete()
                .verify(LIMIT);
    }

    private void keepUntil(Callable<Boolean> condition) {
        var met = Mono.fromCallable(condition)
                .subscribeOn(Schedulers.boundedElastic())
                .filter(isMet -> isMet)
                .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(50)));
        StepVerifier.create(Mono.firstWithSignal(met, lease.<Boolean>keep()))
                .expectNext(true)
                .expectComplete()
                .verify(LIMIT);
    }
}
