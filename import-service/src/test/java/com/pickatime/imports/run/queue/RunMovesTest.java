package com.pickatime.imports.run.queue;

import static com.pickatime.imports.run.queue.Queue.DRY_RUN;
import static com.pickatime.imports.run.queue.Queue.FULL;
import static com.pickatime.imports.run.queue.Queue.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.HoldCause;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.RunCompletion;
import com.pickatime.imports.run.RunFailure;
import com.pickatime.imports.run.RunOrder;
import com.pickatime.imports.run.RunProgress;
import com.pickatime.imports.run.RunProgress.Step;
import com.pickatime.imports.run.RunState;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.ids.BusinessId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.test.StepVerifier;

@ParameterizedClass
@MethodSource("stores")
class RunMovesTest {

    private static final BusinessId SHELBYVILLE = new BusinessId("shelbyville");
    private static final BusinessId SPRINGFIELD = new BusinessId("springfield");

    private static final RunCompletion DONE = new RunCompletion(false, 12, 0, 0);

    private final Queue queue;

    RunMovesTest(TestStore store) {
        queue = Queue.on(store);
    }

    static Stream<TestStore> stores() {
        return TestStore.all();
    }

    @Test
    void movesFromRequestToCompletion() {
        var run = publishing(FULL);
        run(queue.owned.applying(run, new RunProgress(Step.PUBLISHING, List.of(), 12, 12, 0)));
        run(queue.runs.applied(run.importId(), 7));
        run(queue.runs.completed(run.importId(), DONE));

        var done = queue.find(run.importId());
        assertThat(done.state()).isEqualTo(RunState.COMPLETED);
        assertThat(done.completion()).isEqualTo(DONE);
        assertThat(done.finishedAt()).isEqualTo(queue.clock.instant());
        assertThat(done.progress().published()).isEqualTo(12);
        assertThat(done.progress().applied()).isEqualTo(12);
        assertThat(done.lease()).isNull();
    }

    @Test
    void acceptsAConfirmationThatIsQuickerThanTheWorker() {
        var run = publishing(FULL);
        run(queue.runs.completed(run.importId(), DONE));

        StepVerifier.create(queue.owned.applying(run, run.progress())).verifyComplete();
        assertThat(queue.find(run.importId()).state()).isEqualTo(RunState.COMPLETED);
    }

    @Test
    void countsAppliedRecordsUpwardsOnly() {
        var run = publishing(FULL);
        run(queue.runs.applied(run.importId(), 7));
        run(queue.runs.applied(run.importId(), 3));

        assertThat(queue.find(run.importId()).progress().applied()).isEqualTo(7);
    }

    @Test
    void keepsWhatTheContactServiceSaidWhenTheWorkerWritesItsProgress() {
        var run = publishing(FULL);
        run(queue.runs.applied(run.importId(), 7));
        Queue.get(queue.owned.renew(run, new RunProgress(Step.PUBLISHING, List.of(), 12, 8, 0)));

        assertThat(queue.find(run.importId()).progress())
                .isEqualTo(new RunProgress(Step.PUBLISHING, List.of(), 12, 8, 7));
    }

    @Test
    void ignoresEventsAboutARunThatEnded() {
        var run = publishing(FULL);
        run(queue.runs.completed(run.importId(), DONE));

        run(queue.runs.failed(run.importId(), new RunFailure("LATE", "late")));
        run(queue.runs.completed(run.importId(), new RunCompletion(false, 99, 9, 9)));
        run(queue.runs.applied(run.importId(), 99));

        var done = queue.find(run.importId());
        assertThat(done.completion()).isEqualTo(DONE);
        assertThat(done.failure()).isNull();
        assertThat(done.progress().applied()).isEqualTo(12);
    }

    @Test
    void ignoresACompletionOfARunThatHasPublishedNothing() {
        var fetching = claimed(FULL);
        run(queue.runs.completed(fetching.importId(), new RunCompletion(true, 0, 0, 0)));
        assertThat(queue.find(fetching.importId()).state()).isEqualTo(RunState.FETCHING);

        run(queue.owned.planning(fetching));
        run(queue.runs.completed(fetching.importId(), new RunCompletion(true, 0, 0, 0)));
        assertThat(queue.find(fetching.importId()).state()).isEqualTo(RunState.PLANNING);
        StepVerifier.create(queue.owned.completeUnchanged(fetching, new byte[0]))
                .verifyComplete();
        StepVerifier.create(queue.owned.completeUnchanged(fetching, new byte[0]))
                .verifyComplete();
    }

    @Test
    void refusesMovesByAnInstanceThatLostTheRun() {
        var run = publishing(FULL);
        var other = queue.otherInstance();

        StepVerifier.create(other.owned.applying(run, run.progress())).verifyError(LeaseLostException.class);
        StepVerifier.create(other.owned.renew(run, run.progress())).verifyError(LeaseLostException.class);
        StepVerifier.create(other.owned.fail(run, new RunFailure("X", "x"))).verifyError(LeaseLostException.class);
        assertThat(queue.find(run.importId()).state()).isEqualTo(RunState.PUBLISHING);
    }

    @Test
    void refusesToPublishWhatWasNotPlanned() {
        StepVerifier.create(queue.owned.publishing(claimed(FULL), 1)).verifyError(LeaseLostException.class);
    }

    @Test
    void goesBackToFetchingWhenTheSourceChanged() {
        var run = claimed(FULL);
        run(queue.owned.planning(run));
        run(queue.owned.fetching(run));

        assertThat(queue.find(run.importId()).state()).isEqualTo(RunState.FETCHING);
    }

    @Test
    void neverGoesBackToFetchingOnceItHasBegunToPublish() {
        StepVerifier.create(queue.owned.fetching(publishing(FULL))).verifyError(LeaseLostException.class);
    }

    @Test
    void endsADryRunWithWhatTheBrakeWouldSay() {
        var run = claimed(DRY_RUN);
        run(queue.owned.planning(run));
        run(queue.owned.endDryRun(run, HoldCause.BRAKE, List.of("too many")));

        var ended = queue.find(run.importId());
        assertThat(ended.state()).isEqualTo(RunState.PLANNED);
        assertThat(ended.holdReasons()).containsExactly("too many");
        assertThat(ended.finishedAt()).isNotNull();
    }

    @Test
    void holdsARunAndLetsTheNextBegin() {
        var held = held();

        assertThat(queue.find(held.importId()).holdReasons()).containsExactly("too many");
        assertThat(queue.runs
                        .unannounced()
                        .map(ImportRun::importId)
                        .collectList()
                        .block())
                .containsExactly(held.importId());
        queue.request(SPRINGFIELD, FULL);
        assertThat(queue.claimIfAny()).isNotNull();
    }

    @Test
    void remembersThatAnEndWasAnnounced() {
        var held = queue.find(held().importId());
        run(queue.runs.announced(held));

        assertThat(queue.runs.unannounced().collectList().block()).isEmpty();
    }

    @Test
    void makesHeldRunsVoidThatALaterOneOvertook() {
        var held = held();
        var later = claimed(FULL);
        run(queue.owned.supersedeHeld(later, false));

        var overtaken = queue.find(held.importId());
        assertThat(overtaken.state()).isEqualTo(RunState.SUPERSEDED);
        assertThat(overtaken.successor()).isEqualTo(later.importId());
    }

    @Test
    void leavesHeldRunsOfOtherBusinessesAlone() {
        var held = held();
        queue.request(SHELBYVILLE, FULL);
        run(queue.owned.supersedeHeld(queue.claim(), false));

        assertThat(queue.find(held.importId()).state()).isEqualTo(RunState.HELD);
    }

    @Test
    void numbersARunAboveWhatTheContactServiceKnows() {
        var run = claimed(FULL);
        run(queue.owned.planning(run));

        var above = Queue.get(queue.owned.numberedAbove(run, 57));

        assertThat(above.revision()).isEqualTo(58);
        assertThat(queue.find(run.importId()).revision()).isEqualTo(58);
        assertThat(Queue.get(queue.owned.numberedAbove(above, 57)).revision()).isEqualTo(58);
        run(queue.owned.fail(run, new RunFailure("X", "x")));
        assertThat(claimed(FULL).revision()).isEqualTo(59);
    }

    @Test
    void knowsWhetherSomethingOfABusinessMayNotBeAppliedYet() {
        assertThat(Queue.get(queue.runs.isAnythingUnconfirmed(SPRINGFIELD))).isFalse();
        var run = publishing(FULL);
        run(queue.owned.applying(run, run.progress()));
        assertThat(Queue.get(queue.runs.isAnythingUnconfirmed(SPRINGFIELD))).isTrue();
        assertThat(Queue.get(queue.runs.isAnythingUnconfirmed(SHELBYVILLE))).isFalse();

        run(queue.runs.completed(run.importId(), DONE));

        assertThat(Queue.get(queue.runs.isAnythingUnconfirmed(SPRINGFIELD))).isFalse();
    }

    @Test
    void findsARunOnlyInItsOwnBusiness() {
        var run = claimed(FULL);

        assertThat(queue.runs.find(SPRINGFIELD, run.importId()).block()).isNotNull();
        assertThat(queue.runs.find(SHELBYVILLE, run.importId()).block()).isNull();
    }

    private ImportRun claimed(RunOrder order) {
        queue.request(SPRINGFIELD, order);
        return queue.claim();
    }

    private ImportRun publishing(RunOrder order) {
        var run = claimed(order);
        run(queue.owned.planning(run));
        run(queue.owned.publishing(run, 1));
        return run;
    }

    private ImportRun held() {
        var run = claimed(FULL);
        run(queue.owned.planning(run));
        run(queue.owned.hold(run, HoldCause.BRAKE, List.of("too many")));
        return run;
    }
}
