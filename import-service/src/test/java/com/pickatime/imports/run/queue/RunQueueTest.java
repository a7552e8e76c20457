package com.pickatime.imports.run.queue;

import static com.pickatime.imports.run.queue.Queue.DRY_RUN;
import static com.pickatime.imports.run.queue.Queue.FULL;
import static com.pickatime.imports.run.queue.Queue.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.ImportMode;
import com.pickatime.events.ImportTrigger;
import com.pickatime.imports.doubles.TestDatabase;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.RunCompletion;
import com.pickatime.imports.run.RunFailure;
import com.pickatime.imports.run.RunOrder;
import com.pickatime.imports.run.RunState;
import com.pickatime.local.testing.TestStore;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@ParameterizedClass
@MethodSource("stores")
class RunQueueTest {

    private final Queue queue;

    RunQueueTest(TestStore store) {
        queue = Queue.on(store);
    }

    static Stream<TestStore> stores() {
        return TestStore.all();
    }

    @Test
    void asksForOneImportHoweverOftenItIsAskedWhileItWaits() {
        var ids = Flux.range(0, 64)
                .flatMap(i -> queue.requests.request("springfield", FULL), 16)
                .distinct()
                .collectList();

        assertThat(Queue.get(ids)).hasSize(1);
    }

    @Test
    void letsADryRunWaitBesideAFullOne() {
        assertThat(queue.request("springfield", DRY_RUN)).isNotEqualTo(queue.request("springfield", FULL));
    }

    @Test
    void asksNothingMoreForAnIdThatWasAskedForBefore() {
        run(queue.requests.request("import-1", "springfield", FULL).then());
        queue.claim();

        assertThat(Queue.get(queue.requests.request("import-1", "springfield", FULL)))
                .isEqualTo("import-1");
        assertThat(queue.runs.latest("springfield", 10).collectList().block(TestDatabase.LIMIT))
                .hasSize(1);
    }

    @Test
    void letsOneRunAndOneWaitPerBusiness() {
        var first = queue.request("springfield", FULL);
        assertThat(queue.claim().importId()).isEqualTo(first);
        var second = queue.request("springfield", FULL);

        assertThat(second).isNotEqualTo(first);
        assertThat(queue.request("springfield", FULL)).isEqualTo(second);
        assertThat(queue.claimIfAny()).isNull();
    }

    @Test
    void givesARunToOneOfManyWorkers() {
        queue.request("springfield", FULL);
        var other = queue.otherInstance();

        var claims = Flux.range(0, 32)
                .flatMap(i -> i % 2 == 0 ? queue.owned.claim() : other.owned.claim(), 16)
                .collectList();

        assertThat(Queue.get(claims)).hasSize(1);
    }

    @Test
    void takesTheLongestWaitingFirstAndPassesOverBusyBusinesses() {
        queue.request("springfield", FULL);
        queue.claim();
        queue.request("springfield", FULL);
        queue.clock.advance(Duration.ofSeconds(1));
        var shelbyville = queue.request("shelbyville", FULL);
        queue.clock.advance(Duration.ofSeconds(1));
        queue.request("ogdenville", FULL);

        assertThat(queue.claim().importId()).isEqualTo(shelbyville);
    }

    @Test
    void numbersTheRunsOfEachBusinessUpwards() {
        assertThat(claimAndFinish("springfield").revision()).isEqualTo(1);
        assertThat(claimAndFinish("springfield").revision()).isEqualTo(2);
        assertThat(claimAndFinish("shelbyville").revision()).isEqualTo(1);
    }

    @Test
    void replacesAnUploadThatWaitsByTheNextOne() {
        var first = queue.request("springfield", RunOrder.ofUpload(ImportMode.FULL, "one.zip"));
        var second = queue.request("springfield", RunOrder.ofUpload(ImportMode.FULL, "two.zip"));

        assertThat(queue.find(first).state()).isEqualTo(RunState.SUPERSEDED);
        assertThat(queue.find(first).successor()).isEqualTo(second);
        assertThat(queue.claim().order().upload()).isEqualTo("two.zip");
    }

    @Test
    void givesAnApprovalToTheRunThatWaits() {
        var waiting = queue.request("springfield", FULL);

        assertThat(queue.request("springfield", FULL.approving("00ff"))).isEqualTo(waiting);
        assertThat(queue.claim().order().approvedPlan()).isEqualTo("00ff");
    }

    @Test
    void tellsHowTheRunsStandThatReadAnUpload() {
        queue.request("springfield", RunOrder.ofUpload(ImportMode.FULL, "waiting.zip"));
        queue.request("shelbyville", RunOrder.ofUpload(ImportMode.FULL, "ended.zip"));
        queue.clock.advance(Duration.ofSeconds(1));
        var ended = Queue.get(
                        Flux.range(0, 2).concatMap(i -> queue.owned.claim()).collectList())
                .stream()
                .filter(run -> run.businessId().equals("shelbyville"))
                .findFirst()
                .orElseThrow();
        run(queue.owned.fail(ended, new RunFailure("X", "x")));

        assertThat(statesOfReaders("waiting.zip")).containsExactly(RunState.FETCHING);
        assertThat(statesOfReaders("ended.zip")).containsExactly(RunState.FAILED);
        assertThat(statesOfReaders("unknown.zip")).isEmpty();
    }

    @Test
    void putsAFreshRunInThePlaceOfOneWhoseLeaseEnded() {
        queue.request(
                "springfield", RunOrder.ofUpload(ImportMode.FULL, "one.zip").approving("00ff"));
        var broken = queue.claim();
        queue.clock.advance(Duration.ofSeconds(31));

        run(queue.otherInstance().recovery.recover());

        var superseded = queue.find(broken.importId());
        var fresh = queue.claim();
        assertThat(superseded.state()).isEqualTo(RunState.SUPERSEDED);
        assertThat(superseded.successor()).isEqualTo(fresh.importId());
        assertThat(fresh.order())
                .isEqualTo(new RunOrder(ImportMode.FULL, ImportTrigger.RECOVERY, "one.zip", "00ff", 1));
        assertThat(fresh.revision()).isGreaterThan(broken.revision());
    }

    @Test
    void recoversTwiceWhatWasRecoveredHalfWay() {
        queue.request("springfield", FULL);
        queue.claim();
        var waiting = queue.request("springfield", FULL);
        queue.clock.advance(Duration.ofSeconds(31));

        run(queue.recovery.recover());
        run(queue.recovery.recover());

        assertThat(queue.claim().importId()).isEqualTo(waiting);
        assertThat(queue.claimIfAny()).isNull();
    }

    @Test
    void leavesARunAloneWhoseLeaseIsRenewed() {
        queue.request("springfield", FULL);
        var claimed = queue.claim();
        queue.clock.advance(Duration.ofSeconds(20));
        Queue.get(queue.owned.renew(claimed, claimed.progress()));
        queue.clock.advance(Duration.ofSeconds(20));

        run(queue.otherInstance().recovery.recover());

        assertThat(queue.find(claimed.importId()).state()).isEqualTo(RunState.FETCHING);
    }

    @Test
    void failsARunThatKeepsBreakingOff() {
        queue.request("springfield", FULL);
        for (int i = 0; i < 4; i++) {
            queue.claim();
            queue.clock.advance(Duration.ofSeconds(31));
            run(queue.recovery.recover());
        }

        assertThat(queue.claimIfAny()).isNull();
        var last = Queue.get(queue.runs.latest("springfield", 1).next());
        assertThat(last.state()).isEqualTo(RunState.FAILED);
        assertThat(last.announced()).isFalse();
    }

    @Test
    void recoversAtOnceWhatAWorkerLeft() {
        queue.request("springfield", FULL);
        var left = queue.claim();
        run(queue.owned.releaseAll());

        run(queue.recovery.recover());

        assertThat(queue.find(left.importId()).state()).isEqualTo(RunState.SUPERSEDED);
    }

    @Test
    void keepsTheNextRunWaitingUntilTheLastIsConfirmedOrLost() {
        var applying = applying();
        queue.request("springfield", FULL);

        run(queue.recovery.stopWaiting());
        assertThat(queue.claimIfAny()).isNull();

        queue.clock.advance(Duration.ofMinutes(61));
        run(queue.recovery.stopWaiting());
        assertThat(queue.claimIfAny()).isNotNull();
        assertThat(queue.find(applying.importId()).state()).isEqualTo(RunState.APPLYING);
    }

    @Test
    void looksPastAnyNumberOfRunsOfBusyBusinesses() {
        for (int i = 0; i < 101; i++) {
            queue.request("busy-" + i, FULL);
        }
        for (int i = 0; i < 101; i++) {
            queue.claim();
        }
        for (int i = 0; i < 101; i++) {
            queue.request("busy-" + i, FULL);
        }
        queue.clock.advance(Duration.ofSeconds(1));
        var free = queue.request("free", FULL);

        assertThat(queue.claim().importId()).isEqualTo(free);
    }

    @Test
    void looksAtTheClockEachTimeOneMonoIsSubscribedTo() {
        var recover = queue.recovery.recover();
        var stopWaiting = queue.recovery.stopWaiting();
        run(recover);
        run(stopWaiting);
        var applying = applying();
        queue.request("shelbyville", FULL);
        var broken = queue.claim();
        queue.clock.advance(Duration.ofHours(25));

        run(recover);
        run(stopWaiting);

        assertThat(queue.find(broken.importId()).state()).isEqualTo(RunState.SUPERSEDED);
        assertThat(queue.find(applying.importId()).state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void countsRecoveriesAlsoWhenAnotherRunWaitsAlready() {
        queue.request("springfield", FULL);
        for (int i = 0; i < 4; i++) {
            queue.claim();
            queue.request("springfield", FULL);
            queue.clock.advance(Duration.ofSeconds(31));
            run(queue.recovery.recover());
        }

        assertThat(Queue.get(queue.runs.latest("springfield", 10).collectList()))
                .extracting(ImportRun::state)
                .contains(RunState.FAILED);
    }

    @Test
    void letsNoUnreadableRunOfOneBusinessStopTheOthers() {
        spoil(RunState.REQUESTED, "spoilt-1");
        spoil(RunState.FETCHING, "spoilt-2");
        spoil(RunState.APPLYING, "spoilt-3");
        spoil(RunState.HELD, "spoilt-4");
        queue.request("shelbyville", RunOrder.ofUpload(ImportMode.FULL, "one.zip"));
        var broken = queue.claim();
        queue.clock.advance(Duration.ofSeconds(31));

        run(queue.recovery.recover());
        run(queue.recovery.stopWaiting());

        assertThat(queue.find(broken.importId()).state()).isEqualTo(RunState.SUPERSEDED);
        assertThat(queue.claim().businessId()).isEqualTo("shelbyville");
        assertThat(Queue.get(queue.runs.unannounced().collectList())).isEmpty();
        assertThat(Queue.get(queue.runs.latest("springfield", 10).collectList()))
                .isEmpty();
    }

    @Test
    void failsARunThatIsNeverConfirmedAndCompletesItWhenItIsAfterAll() {
        var applying = applying();
        queue.clock.advance(Duration.ofHours(20));
        run(queue.runs.applied(applying.importId(), 3));
        queue.clock.advance(Duration.ofHours(5));
        run(queue.recovery.stopWaiting());
        assertThat(queue.find(applying.importId()).state()).isEqualTo(RunState.APPLYING);

        queue.clock.advance(Duration.ofHours(20));
        run(queue.recovery.stopWaiting());
        run(queue.recovery.stopWaiting());

        var failed = queue.find(applying.importId());
        assertThat(failed.state()).isEqualTo(RunState.FAILED);
        assertThat(failed.failure()).extracting(RunFailure::code).isEqualTo("NOT_CONFIRMED");
        assertThat(failed.announced()).isFalse();

        run(queue.runs.completed(applying.importId(), new RunCompletion(false, 9, 0, 0)));
        var completed = queue.find(applying.importId());
        assertThat(completed.state()).isEqualTo(RunState.COMPLETED);
        assertThat(completed.failure()).isNull();
        assertThat(completed.announced()).isTrue();
    }

    @Test
    void neverCompletesARunThatFailedForAnotherReason() {
        queue.request("springfield", FULL);
        var run = queue.claim();
        run(queue.owned.fail(run, new RunFailure("X", "x")));

        run(queue.runs.completed(run.importId(), new RunCompletion(false, 9, 0, 0)));

        assertThat(queue.find(run.importId()).state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void handsOverAtOnceWhateverAnInstanceWorksOnWhenItStops() {
        queue.request("springfield", FULL);
        queue.request("shelbyville", FULL);
        queue.claim();
        queue.claim();
        var other = queue.otherInstance();

        run(queue.owned.releaseAll());
        run(other.recovery.recover());

        assertThat(List.of(other.claim().businessId(), other.claim().businessId()))
                .containsExactlyInAnyOrder("springfield", "shelbyville");
    }

    @Test
    void leavesTheRunsOfOtherInstancesAloneWhenItStops() {
        queue.request("springfield", FULL);
        var run = queue.claim();

        run(queue.otherInstance().owned.releaseAll());
        run(queue.recovery.recover());

        assertThat(queue.find(run.importId()).state()).isEqualTo(RunState.FETCHING);
    }

    /** A document that a broken version, or a hand, has left without what every run has. */
    private void spoil(RunState state, String importId) {
        var spoilt = new Document("_id", importId)
                .append("businessId", "springfield")
                .append("state", state.name())
                .append("slot", importId)
                .append("requestedAt", Date.from(queue.clock.instant()))
                .append("applyingSince", new Date(0))
                .append("lease", new Document("owner", "x").append("until", new Date(0)))
                .append("announced", false)
                .append("order", "none");
        Queue.get(Mono.from(queue.database.getCollection("import_runs").insertOne(spoilt)));
    }

    private ImportRun applying() {
        queue.request("springfield", FULL);
        var run = queue.claim();
        run(queue.owned.planning(run));
        run(queue.owned.publishing(run));
        run(queue.owned.applying(run, run.progress()));
        return run;
    }

    private ImportRun claimAndFinish(String businessId) {
        queue.request(businessId, FULL);
        var run = queue.claim();
        run(queue.owned.planning(run));
        run(queue.owned.completeUnchanged(run, new byte[0]));
        return run;
    }

    private List<RunState> statesOfReaders(String upload) {
        return Queue.get(queue.runs.readingUpload(upload).collectList());
    }
}
