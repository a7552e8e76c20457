package com.pickatime.imports.run.queue;

import static com.pickatime.imports.run.queue.Queue.DRY_RUN;
import static com.pickatime.imports.run.queue.Queue.FULL;
import static com.pickatime.imports.run.queue.Queue.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.HoldCause;
import com.pickatime.events.ImportMode;
import com.pickatime.events.ImportTrigger;
import com.pickatime.imports.doubles.TestDatabase;
import com.pickatime.imports.run.ImportRun;
import com.pickatime.imports.run.RunCompletion;
import com.pickatime.imports.run.RunFailure;
import com.pickatime.imports.run.RunOrder;
import com.pickatime.imports.run.RunState;
import com.pickatime.imports.run.Undoing;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
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

    private static final ImportId IMPORT_1 = new ImportId("import-1");
    private static final BusinessId SHELBYVILLE = new BusinessId("shelbyville");
    private static final BusinessId SPRINGFIELD = new BusinessId("springfield");

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
                .flatMap(i -> queue.requests.request(SPRINGFIELD, FULL), 16)
                .distinct()
                .collectList();

        assertThat(Queue.get(ids)).hasSize(1);
    }

    @Test
    void letsADryRunWaitBesideAFullOne() {
        assertThat(queue.request(SPRINGFIELD, DRY_RUN)).isNotEqualTo(queue.request(SPRINGFIELD, FULL));
    }

    @Test
    void keepsIdsAsText() {
        run(queue.requests
                .request(IMPORT_1, SPRINGFIELD, RunOrder.ofUpload(ImportMode.FULL, "one.zip"))
                .then());
        var second = queue.request(SPRINGFIELD, RunOrder.ofUpload(ImportMode.FULL, "two.zip"));

        var stored =
                Queue.get(Mono.from(queue.database.getCollection("import_runs").find(new Document("_id", "import-1"))));
        assertThat(stored)
                .containsEntry("businessId", "springfield")
                .containsEntry("slot", "import-1")
                .containsEntry("successor", second.value());
    }

    @Test
    void asksNothingMoreForAnIdThatWasAskedForBefore() {
        run(queue.requests.request(IMPORT_1, SPRINGFIELD, FULL).then());
        queue.claim();

        assertThat(Queue.get(queue.requests.request(IMPORT_1, SPRINGFIELD, FULL)))
                .isEqualTo(IMPORT_1);
        assertThat(queue.runs.latest(SPRINGFIELD, null, "").collectList().block(TestDatabase.LIMIT))
                .hasSize(1);
    }

    @Test
    void letsOneRunAndOneWaitPerBusiness() {
        var first = queue.request(SPRINGFIELD, FULL);
        assertThat(queue.claim().importId()).isEqualTo(first);
        var second = queue.request(SPRINGFIELD, FULL);

        assertThat(second).isNotEqualTo(first);
        assertThat(queue.request(SPRINGFIELD, FULL)).isEqualTo(second);
        assertThat(queue.claimIfAny()).isNull();
    }

    @Test
    void givesARunToOneOfManyWorkers() {
        queue.request(SPRINGFIELD, FULL);
        var other = queue.otherInstance();

        var claims = Flux.range(0, 32)
                .flatMap(i -> i % 2 == 0 ? queue.owned.claim() : other.owned.claim(), 16)
                .collectList();

        assertThat(Queue.get(claims)).hasSize(1);
    }

    @Test
    void takesTheLongestWaitingFirstAndPassesOverBusyBusinesses() {
        queue.request(SPRINGFIELD, FULL);
        queue.claim();
        queue.request(SPRINGFIELD, FULL);
        queue.clock.advance(Duration.ofSeconds(1));
        var shelbyville = queue.request(SHELBYVILLE, FULL);
        queue.clock.advance(Duration.ofSeconds(1));
        queue.request(new BusinessId("ogdenville"), FULL);

        assertThat(queue.claim().importId()).isEqualTo(shelbyville);
    }

    @Test
    void numbersTheRunsOfEachBusinessUpwards() {
        assertThat(claimAndFinish(SPRINGFIELD).revision()).isEqualTo(1);
        assertThat(claimAndFinish(SPRINGFIELD).revision()).isEqualTo(2);
        assertThat(claimAndFinish(SHELBYVILLE).revision()).isEqualTo(1);
    }

    @Test
    void tellsWhenTheLastImportBeganThatWasApplied() {
        assertThat(queue.runs.lastApplied(SPRINGFIELD).block(TestDatabase.LIMIT))
                .isNull();

        complete(FULL);
        queue.clock.advance(Duration.ofHours(1));
        var delta = complete(Queue.DELTA);
        queue.clock.advance(Duration.ofHours(1));
        queue.request(SPRINGFIELD, Queue.DRY_RUN);
        var dry = queue.claim();
        run(queue.owned.planning(dry));
        run(queue.owned.endDryRun(dry, null, List.of()));
        hold(FULL);
        queue.request(SPRINGFIELD, FULL);
        run(queue.owned.fail(queue.claim(), new RunFailure("X", "x")));

        assertThat(Queue.get(queue.runs.lastApplied(SPRINGFIELD))).isEqualTo(delta.startedAt());
        assertThat(queue.runs.lastApplied(SHELBYVILLE).block(TestDatabase.LIMIT))
                .isNull();
    }

    /** What changed since then is not all that differs: the next import has to read everything. */
    @Test
    void knowsOfNoAppliedImportAfterOneWasTakenBack() {
        var taken = complete(FULL);
        queue.clock.advance(Duration.ofHours(1));
        complete(RunOrder.of(ImportMode.FULL, new Undoing(taken.importId(), null, null)));

        assertThat(queue.runs.lastApplied(SPRINGFIELD).block(TestDatabase.LIMIT))
                .isNull();

        queue.clock.advance(Duration.ofHours(1));
        var next = complete(FULL);
        assertThat(Queue.get(queue.runs.lastApplied(SPRINGFIELD))).isEqualTo(next.startedAt());
    }

    @Test
    void changesAloneOvertakeNoPlanThatWasMadeOfTheWholeRoster() {
        var whole = hold(FULL);
        var changes = hold(Queue.DELTA);
        queue.request(SPRINGFIELD, Queue.DELTA);
        var delta = queue.claim();

        run(queue.owned.supersedeHeld(delta, true));

        assertThat(queue.find(whole.importId()).state()).isEqualTo(RunState.HELD);
        assertThat(queue.find(changes.importId()).state()).isEqualTo(RunState.SUPERSEDED);
    }

    /** Its manifest says that it has changes alone; its mode does not. */
    @Test
    void aFileOfChangesAloneOvertakesNoPlanThatWasMadeOfTheWholeRoster() {
        var whole = hold(FULL);
        queue.request(SPRINGFIELD, FULL);
        var file = queue.claim();

        run(queue.owned.supersedeHeld(file, true));

        assertThat(queue.find(whole.importId()).state()).isEqualTo(RunState.HELD);
    }

    private ImportRun complete(RunOrder order) {
        queue.request(SPRINGFIELD, order);
        var claimed = queue.claim();
        run(queue.owned.planning(claimed));
        run(queue.owned.completeUnchanged(claimed, new byte[1]));
        return claimed;
    }

    private ImportRun hold(RunOrder order) {
        queue.request(SPRINGFIELD, order);
        var claimed = queue.claim();
        run(queue.owned.planning(claimed));
        run(queue.owned.hold(claimed, HoldCause.BRAKE, List.of("too many")));
        return claimed;
    }

    @Test
    void replacesAnUploadThatWaitsByTheNextOne() {
        var first = queue.request(SPRINGFIELD, RunOrder.ofUpload(ImportMode.FULL, "one.zip"));
        var second = queue.request(SPRINGFIELD, RunOrder.ofUpload(ImportMode.FULL, "two.zip"));

        assertThat(queue.find(first).state()).isEqualTo(RunState.SUPERSEDED);
        assertThat(queue.find(first).successor()).isEqualTo(second);
        assertThat(queue.claim().order().upload()).isEqualTo("two.zip");
    }

    @Test
    void givesAnApprovalToTheRunThatWaits() {
        var waiting = queue.request(SPRINGFIELD, FULL);

        assertThat(queue.request(SPRINGFIELD, FULL.approving("00ff"))).isEqualTo(waiting);
        assertThat(queue.claim().order().approvedPlan()).isEqualTo("00ff");
    }

    @Test
    void tellsHowTheRunsStandThatReadAnUpload() {
        queue.request(SPRINGFIELD, RunOrder.ofUpload(ImportMode.FULL, "waiting.zip"));
        queue.request(SHELBYVILLE, RunOrder.ofUpload(ImportMode.FULL, "ended.zip"));
        queue.clock.advance(Duration.ofSeconds(1));
        var ended = Queue.get(
                        Flux.range(0, 2).concatMap(i -> queue.owned.claim()).collectList())
                .stream()
                .filter(run -> run.businessId().equals(SHELBYVILLE))
                .findFirst()
                .orElseThrow();
        run(queue.owned.fail(ended, new RunFailure("X", "x")));

        assertThat(statesOfReaders("waiting.zip")).containsExactly(RunState.FETCHING);
        assertThat(statesOfReaders("ended.zip")).containsExactly(RunState.FAILED);
        assertThat(statesOfReaders("unknown.zip")).isEmpty();
    }

    @Test
    void putsAFreshRunInThePlaceOfOneWhoseLeaseEnded() {
        queue.request(SPRINGFIELD, RunOrder.ofUpload(ImportMode.FULL, "one.zip").approving("00ff"));
        var broken = queue.claim();
        queue.clock.advance(Duration.ofSeconds(31));

        run(queue.otherInstance().recovery.recover());

        var superseded = queue.find(broken.importId());
        var fresh = queue.claim();
        assertThat(superseded.state()).isEqualTo(RunState.SUPERSEDED);
        assertThat(superseded.successor()).isEqualTo(fresh.importId());
        assertThat(fresh.order())
                .isEqualTo(new RunOrder(ImportMode.FULL, ImportTrigger.RECOVERY, "one.zip", "00ff", null, null, 1));
        assertThat(fresh.revision()).isGreaterThan(broken.revision());
    }

    @Test
    void recoversTwiceWhatWasRecoveredHalfWay() {
        queue.request(SPRINGFIELD, FULL);
        queue.claim();
        var waiting = queue.request(SPRINGFIELD, FULL);
        queue.clock.advance(Duration.ofSeconds(31));

        run(queue.recovery.recover());
        run(queue.recovery.recover());

        assertThat(queue.claim().importId()).isEqualTo(waiting);
        assertThat(queue.claimIfAny()).isNull();
    }

    @Test
    void leavesARunAloneWhoseLeaseIsRenewed() {
        queue.request(SPRINGFIELD, FULL);
        var claimed = queue.claim();
        queue.clock.advance(Duration.ofSeconds(20));
        Queue.get(queue.owned.renew(claimed, claimed.progress()));
        queue.clock.advance(Duration.ofSeconds(20));

        run(queue.otherInstance().recovery.recover());

        assertThat(queue.find(claimed.importId()).state()).isEqualTo(RunState.FETCHING);
    }

    @Test
    void failsARunThatKeepsBreakingOff() {
        queue.request(SPRINGFIELD, FULL);
        for (int i = 0; i < 4; i++) {
            queue.claim();
            queue.clock.advance(Duration.ofSeconds(31));
            run(queue.recovery.recover());
        }

        assertThat(queue.claimIfAny()).isNull();
        var last = Queue.get(queue.runs.latest(SPRINGFIELD, null, "").next());
        assertThat(last.state()).isEqualTo(RunState.FAILED);
        assertThat(last.failure()).extracting(RunFailure::code).isEqualTo("BROKE_OFF");
        assertThat(last.announced()).isFalse();
    }

    @Test
    void recoversAtOnceWhatAWorkerLeft() {
        queue.request(SPRINGFIELD, FULL);
        var left = queue.claim();
        run(queue.owned.releaseAll());

        run(queue.recovery.recover());

        assertThat(queue.find(left.importId()).state()).isEqualTo(RunState.SUPERSEDED);
    }

    @Test
    void keepsTheNextRunWaitingUntilTheLastIsConfirmedOrLost() {
        var applying = applying();
        queue.request(SPRINGFIELD, FULL);

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
            queue.request(new BusinessId("busy-" + i), FULL);
        }
        for (int i = 0; i < 101; i++) {
            queue.claim();
        }
        for (int i = 0; i < 101; i++) {
            queue.request(new BusinessId("busy-" + i), FULL);
        }
        queue.clock.advance(Duration.ofSeconds(1));
        var free = queue.request(new BusinessId("free"), FULL);

        assertThat(queue.claim().importId()).isEqualTo(free);
    }

    @Test
    void looksAtTheClockEachTimeOneMonoIsSubscribedTo() {
        var recover = queue.recovery.recover();
        var stopWaiting = queue.recovery.stopWaiting();
        run(recover);
        run(stopWaiting);
        var applying = applying();
        queue.request(SHELBYVILLE, FULL);
        var broken = queue.claim();
        queue.clock.advance(Duration.ofHours(25));

        run(recover);
        run(stopWaiting);

        assertThat(queue.find(broken.importId()).state()).isEqualTo(RunState.SUPERSEDED);
        assertThat(queue.find(applying.importId()).state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void countsRecoveriesAlsoWhenAnotherRunWaitsAlready() {
        queue.request(SPRINGFIELD, FULL);
        for (int i = 0; i < 4; i++) {
            queue.claim();
            queue.request(SPRINGFIELD, FULL);
            queue.clock.advance(Duration.ofSeconds(31));
            run(queue.recovery.recover());
        }

        assertThat(Queue.get(queue.runs.latest(SPRINGFIELD, null, "").collectList()))
                .extracting(ImportRun::state)
                .contains(RunState.FAILED);
    }

    @Test
    void letsNoUnreadableRunOfOneBusinessStopTheOthers() {
        spoil(RunState.REQUESTED, new ImportId("spoilt-1"));
        spoil(RunState.FETCHING, new ImportId("spoilt-2"));
        spoil(RunState.APPLYING, new ImportId("spoilt-3"));
        spoil(RunState.HELD, new ImportId("spoilt-4"));
        queue.request(SHELBYVILLE, RunOrder.ofUpload(ImportMode.FULL, "one.zip"));
        var broken = queue.claim();
        queue.clock.advance(Duration.ofSeconds(31));

        run(queue.recovery.recover());
        run(queue.recovery.stopWaiting());

        assertThat(queue.find(broken.importId()).state()).isEqualTo(RunState.SUPERSEDED);
        assertThat(queue.claim().businessId()).isEqualTo(SHELBYVILLE);
        assertThat(Queue.get(queue.runs.unannounced().collectList())).isEmpty();
        assertThat(Queue.get(queue.runs.latest(SPRINGFIELD, null, "").collectList()))
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
        queue.request(SPRINGFIELD, FULL);
        var run = queue.claim();
        run(queue.owned.fail(run, new RunFailure("X", "x")));

        run(queue.runs.completed(run.importId(), new RunCompletion(false, 9, 0, 0)));

        assertThat(queue.find(run.importId()).state()).isEqualTo(RunState.FAILED);
    }

    @Test
    void handsOverAtOnceWhateverAnInstanceWorksOnWhenItStops() {
        queue.request(SPRINGFIELD, FULL);
        queue.request(SHELBYVILLE, FULL);
        queue.claim();
        queue.claim();
        var other = queue.otherInstance();

        run(queue.owned.releaseAll());
        run(other.recovery.recover());

        assertThat(List.of(other.claim().businessId(), other.claim().businessId()))
                .containsExactlyInAnyOrder(SPRINGFIELD, SHELBYVILLE);
    }

    @Test
    void leavesTheRunsOfOtherInstancesAloneWhenItStops() {
        queue.request(SPRINGFIELD, FULL);
        var run = queue.claim();

        run(queue.otherInstance().owned.releaseAll());
        run(queue.recovery.recover());

        assertThat(queue.find(run.importId()).state()).isEqualTo(RunState.FETCHING);
    }

    /** A document that a broken version, or a hand, has left without what every run has. */
    private void spoil(RunState state, ImportId importId) {
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
        queue.request(SPRINGFIELD, FULL);
        var run = queue.claim();
        run(queue.owned.planning(run));
        run(queue.owned.publishing(run, 1));
        run(queue.owned.applying(run, run.progress()));
        return run;
    }

    private ImportRun claimAndFinish(BusinessId businessId) {
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
