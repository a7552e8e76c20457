package com.pickatime.imports.run.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.HoldCause;
import com.pickatime.events.ImportCompleted;
import com.pickatime.events.ImportEvent;
import com.pickatime.events.ImportHeld;
import com.pickatime.events.ImportMode;
import com.pickatime.events.ImportPlanned;
import com.pickatime.events.ImportPublished;
import com.pickatime.events.PersonRole;
import com.pickatime.events.RecordType;
import com.pickatime.events.RosterRecord;
import com.pickatime.imports.doubles.Broker;
import com.pickatime.imports.doubles.RosterBroker;
import com.pickatime.imports.plan.BrakeLimits;
import com.pickatime.imports.plan.BusinessLimits;
import com.pickatime.imports.plan.roster.OwnContacts;
import com.pickatime.imports.plan.roster.RosterRow;
import com.pickatime.imports.plan.roster.StoredEntry;
import com.pickatime.imports.plan.roster.StoredTotals;
import com.pickatime.imports.plan.roster.Warning;
import com.pickatime.imports.plan.staging.Rows;
import com.pickatime.imports.plan.staging.Staging;
import com.pickatime.imports.plan.staging.row.HashUuid;
import com.pickatime.imports.plan.staging.row.RowCrypto;
import com.pickatime.imports.publish.KafkaPublishedRun;
import com.pickatime.imports.publish.PublishFailedException;
import com.pickatime.imports.publish.Publishers;
import com.pickatime.imports.run.PlanSummary;
import com.pickatime.imports.run.RunFailure;
import com.pickatime.imports.run.RunOrder;
import com.pickatime.imports.run.RunProgress;
import com.pickatime.imports.run.RunState;
import com.pickatime.imports.run.SourceIdMaps;
import com.pickatime.imports.run.event.Announcements;
import com.pickatime.imports.run.event.KafkaImportEvents;
import com.pickatime.imports.run.event.PlannedImport;
import com.pickatime.imports.run.event.RunAnnouncements;
import com.pickatime.imports.run.queue.LeaseLostException;
import com.pickatime.imports.run.queue.Queue;
import com.pickatime.imports.source.SourceType;
import com.pickatime.imports.source.snapshot.KeptSnapshots;
import com.pickatime.local.testing.TestStore;
import com.pickatime.platform.crypto.Keysets;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

class DecideImportTest {

    private static final int PARTITIONS = 3;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Queue queue = Queue.on(new TestStore("embedded", TestStore.embedded()));
    private final Broker events = new Broker();
    private final RosterBroker roster = new RosterBroker(PARTITIONS);
    private final Keysets keysets = Keysets.generate();
    private final SourceIdMaps maps = new SourceIdMaps(queue.database, Queue.SETTINGS, keysets.fieldCipher());
    private Staging staging;
    private RunAnnouncements announcements;
    private DecideImport decide;

    @BeforeEach
    void openStaging(@TempDir Path directory) {
        staging = Staging.open(directory, keysets.keyedHash(), new BusinessId("springfield"));
        announcements = Announcements.of(queue, events);
        decide = on(queue);
    }

    @AfterEach
    void closeStaging() {
        staging.close();
    }

    @Test
    void publishesWhatIsHarmlessAndWaitsForItsConfirmation() {
        var lease = lease(Queue.FULL);
        decide(lease, planned(lease, 10, 1));

        assertThat(roster.records()).hasSize(11);
        assertThat(roster.barriers()).hasSize(PARTITIONS);
        assertThat(told()).containsExactly(ImportPlanned.class, ImportPublished.class);
        var planned = (ImportPlanned) last(ImportPlanned.class).getEvent();
        assertThat(last(ImportPublished.class).getEvent())
                .isEqualTo(new ImportPublished(lease.run().revision(), PARTITIONS, 11L, planned.getSummary()));
        var run = queue.find(lease.run().importId());
        assertThat(run.state()).isEqualTo(RunState.APPLYING);
        assertThat(run.progress().published()).isEqualTo(11);
    }

    @Test
    void holdsChangesAloneThatBringManyNewPeopleAndNoWholeRosterThatDoes() {
        var changes = lease(Queue.DELTA);
        staging.add(IntStream.range(0, 30).mapToObj(i -> Rows.student("s-" + i)).toList());
        var planned = planned(changes, SourceType.CLASSLINK_PROXY);

        decide(changes, planned);

        var held = queue.find(changes.run().importId());
        assertThat(held.state()).isEqualTo(RunState.HELD);
        assertThat(held.holdReasons()).singleElement().asString().contains("30 people", "Start a full import");
        assertThat(roster.records()).isEmpty();

        var whole = lease(Queue.FULL);
        decide(whole, planned(whole));
        assertThat(queue.find(whole.run().importId()).state()).isEqualTo(RunState.APPLYING);
    }

    /** Of a file, its manifest says that it has changes alone, and the order that it is imported as a whole. */
    @ParameterizedTest
    @CsvSource({"PERSON, HELD", "ENROLLMENT, APPLYING"})
    void holdsAFileWhosePeopleAreChangesAlone(RecordType ofChanges, RunState then) {
        var lease = lease(RunOrder.ofUpload(ImportMode.FULL, "changes.zip"));
        staging.onlyChanges(ofChanges);
        staging.add(IntStream.range(0, 30).mapToObj(i -> Rows.student("s-" + i)).toList());

        decide(lease, planned(lease));

        var run = queue.find(lease.run().importId());
        assertThat(run.state()).isEqualTo(then);
        assertThat(run.holdReasons().stream().filter(reason -> reason.contains("30 people would be added")))
                .hasSize(then == RunState.HELD ? 1 : 0)
                .allSatisfy(reason -> assertThat(reason).contains("Export users.csv as bulk"));
    }

    @Test
    void tellsAllWarningsInTheEventAndNoneOnABarrier() throws IOException {
        var warnings = IntStream.range(0, 500)
                .mapToObj(i -> new Warning("CODE_" + i, i, "Row " + i + " has to be mended in the roster."))
                .toList();
        var lease = lease(Queue.FULL);
        staging.add(List.of(Rows.school("o-1", "School")));
        var summary = PlanSummary.of(staging.plan(), SourceType.FILE, warnings);
        Queue.run(queue.owned.planned(lease.run(), summary));

        decide(lease, new PlannedImport(lease.run(), staging.plan(), summary, new StoredTotals(), null));

        for (var barrier : roster.barriers()) {
            assertThat(RosterRecord.getEncoder().encode(barrier).remaining()).isLessThan(200);
        }
        var published = (ImportPublished) last(ImportPublished.class).getEvent();
        assertThat(published.getSummary().getWarnings()).hasSizeGreaterThanOrEqualTo(500);
    }

    @Test
    void publishesNothingOfADryRun() {
        var lease = lease(Queue.DRY_RUN);
        decide(lease, planned(lease, 0, 10));

        assertThat(roster.history()).isEmpty();
        assertThat(told()).containsExactly(ImportPlanned.class);
        var run = queue.find(lease.run().importId());
        assertThat(run.state()).isEqualTo(RunState.PLANNED);
        assertThat(run.holdReasons()).hasSize(1);
    }

    @Test
    void completesAtOnceWhatChangesNothing() {
        var lease = lease(Queue.FULL);
        decide(lease, planned(lease, 0, 0));

        assertThat(roster.history()).isEmpty();
        assertThat(told()).containsExactly(ImportPlanned.class, ImportCompleted.class);
        assertThat(queue.find(lease.run().importId()).state()).isEqualTo(RunState.COMPLETED);
    }

    @Test
    void holdsWhatRemovesTooMuch() {
        var lease = lease(Queue.FULL);
        decide(lease, planned(lease, 1, 10));

        assertThat(roster.history()).isEmpty();
        assertThat(told()).containsExactly(ImportPlanned.class, ImportHeld.class);
        assertThat(queue.find(lease.run().importId()).state()).isEqualTo(RunState.HELD);
        assertThat(queue.find(lease.run().importId()).announced()).isTrue();
    }

    @Test
    void carriesOutExactlyTheApprovedPlan() {
        staging.addStored(stored(10));
        var digest = staging.plan().digest().toHex();
        var lease = lease(Queue.FULL.approving(digest));
        decide(lease, planned(lease));

        assertThat(roster.records()).hasSize(10);
    }

    @Test
    void holdsAnotherPlanThanTheApprovedOne() {
        var lease = lease(Queue.FULL.approving("0".repeat(32)));
        decide(lease, planned(lease, 1, 10));

        assertThat(roster.history()).isEmpty();
        assertThat(queue.find(lease.run().importId()).state()).isEqualTo(RunState.HELD);
    }

    @Test
    void holdsAFirstImportThatWouldMakeTwinsOfTheBusinesssOwnContacts() {
        var lease = lease(Queue.FULL);
        decide(lease, planned(lease, own(null)));

        assertThat(roster.history()).isEmpty();
        var held = (ImportHeld) last(ImportHeld.class).getEvent();
        assertThat(held.getCause()).isEqualTo(HoldCause.EXISTING_CONTACTS);
        assertThat(String.join("\n", held.getReasons()))
                .contains(
                        "1,200 students, 80 teachers and 1 parents",
                        "Adopt: ",
                        "Clear first: ",
                        "under Importer, Accounts from before");
        var run = queue.find(lease.run().importId());
        assertThat(run.state()).isEqualTo(RunState.HELD);
        assertThat(run.holdCause()).isEqualTo(HoldCause.EXISTING_CONTACTS);
    }

    @ParameterizedTest
    @EnumSource(names = "CLEAR_FIRST")
    @NullSource
    void holdsItAlsoWhenThePlanWasApproved(OwnContacts.@Nullable Decision decision) {
        staging.add(List.of(Rows.school("o-1")));
        var lease = lease(Queue.FULL.approving(staging.plan().digest().toHex()));
        decide(lease, planned(lease, own(decision)));

        assertThat(roster.history()).isEmpty();
        assertThat(queue.find(lease.run().importId()).state()).isEqualTo(RunState.HELD);
    }

    @Test
    void saysWhatIsStillToBeClearedWhereThatWasDecided() {
        var lease = lease(Queue.FULL);
        decide(lease, planned(lease, own(OwnContacts.Decision.CLEAR_FIRST)));

        assertThat(queue.find(lease.run().importId()).holdReasons().get(0))
                .contains("You decided to clear first", "1,200 students", "Delete All Contacts");
    }

    @Test
    void goesOnBesideContactsThatStay() {
        var lease = lease(Queue.FULL);
        decide(lease, planned(lease, own(OwnContacts.Decision.ADOPT)));

        assertThat(roster.records()).hasSize(1);
    }

    @Test
    void goesOnOnceTheyAreCleared() {
        var lease = lease(Queue.FULL);
        decide(lease, planned(lease, new OwnContacts(Map.of(), OwnContacts.Decision.CLEAR_FIRST)));

        assertThat(roster.records()).hasSize(1);
    }

    @Test
    void saysOfADryRunThatTheImportWouldBeHeld() {
        var lease = lease(Queue.DRY_RUN);
        decide(lease, planned(lease, own(null)));

        var run = queue.find(lease.run().importId());
        assertThat(run.state()).isEqualTo(RunState.PLANNED);
        assertThat(run.holdCause()).isEqualTo(HoldCause.EXISTING_CONTACTS);
        assertThat(run.holdReasons()).hasSize(3);
        assertThat(told()).containsExactly(ImportPlanned.class);
    }

    @Test
    void holdsARosterWithNewSourceIdsAndKeepsTheMapThatItProposes() {
        var lease = lease(Queue.FULL);
        decide(lease, rekeyed(lease));

        assertThat(roster.history()).isEmpty();
        var held = (ImportHeld) last(ImportHeld.class).getEvent();
        assertThat(held.getCause()).isEqualTo(HoldCause.REKEY);
        assertThat(held.getReasons().get(0))
                .contains("1,200 students seem to have a new source ID", "1,200 by e-mail address and name");
        var importId = lease.run().importId();
        assertThat(queue.find(importId).holdCause()).isEqualTo(HoldCause.REKEY);
        var map = Queue.get(maps.find(importId));
        assertThat(map.pairs()).isEqualTo(1_200);
        var business = new BusinessId("springfield");
        assertThat(Queue.get(maps.pairs(business, importId, 0).collectList()))
                .hasSize(1_200)
                .doesNotHaveDuplicates()
                .allSatisfy(pair -> assertThat(pair.newSourceId())
                        .isEqualTo("new-" + pair.oldSourceId().substring("old-".length())));
        assertThat(Queue.get(maps.pairs(business, importId, 1_150).collectList()))
                .hasSize(50);
    }

    @Test
    void carriesOutThePlanOfSuchARosterOnceItIsApproved() {
        rekey();
        var lease = lease(Queue.FULL.approving(staging.plan().digest().toHex()));
        decide(lease, planned(lease));

        assertThat(roster.records()).hasSize(2_400);
        assertThat(maps.find(lease.run().importId()).block(LIMIT)).isNull();
    }

    private PlannedImport rekeyed(RunLease lease) {
        rekey();
        return planned(lease);
    }

    @SuppressWarnings("NullAway") // does not read from a class file that an array may be null
    private void rekey() {
        var crypto = new RowCrypto(keysets.keyedHash(), new BusinessId("springfield"));
        var people = IntStream.range(0, 1_200)
                .mapToObj(i -> Rows.person(
                        "new-" + i,
                        any -> any.setGivenName("Given " + i).setEmailCiphertext(RosterRow.clear(i + "@example.org"))))
                .toList();
        staging.add(people);
        staging.addStored(people.stream()
                .map(person -> new StoredEntry(
                        RecordType.PERSON,
                        person.sourceId().replace("new-", "old-"),
                        new byte[16],
                        List.of(),
                        List.of(PersonRole.STUDENT),
                        null,
                        HashUuid.bytes(Objects.requireNonNull(crypto.identity(person))),
                        null,
                        HashUuid.bytes(Objects.requireNonNull(crypto.email(Rows.person(person)))),
                        false,
                        false))
                .toList());
    }

    @Test
    void holdsTheImportAfterAMapOfWhichHalfOfThePeopleAreGone() {
        var lease = lease(Queue.FULL.afterMoves(new ImportId("held")));
        staging.add(IntStream.range(0, 30).mapToObj(i -> Rows.student("s-" + i)).toList());
        staging.addStored(IntStream.range(0, 60)
                .mapToObj(i -> stored(RecordType.PERSON, "s-" + i))
                .toList());

        decide(lease, planned(lease));

        assertThat(roster.history()).isEmpty();
        var run = queue.find(lease.run().importId());
        assertThat(run.state()).isEqualTo(RunState.HELD);
        assertThat(run.holdCause()).isEqualTo(HoldCause.BRAKE);
        assertThat(run.holdReasons().toString()).contains("30 of 60 people would be removed");
    }

    @ParameterizedTest
    @CsvSource(
            value = {"held, APPLYING", "null, HELD"},
            nullValues = "null")
    void publishesClassesWithOtherSourceIdsAfterAMapAlone(@Nullable String movedFor, RunState then) {
        var lease = lease(movedFor == null ? Queue.FULL : Queue.FULL.afterMoves(new ImportId(movedFor)));
        staging.add(
                IntStream.range(0, 30).mapToObj(i -> Rows.section("new-" + i)).toList());
        staging.addStored(IntStream.range(0, 30)
                .mapToObj(i -> stored(RecordType.CLASS, "old-" + i))
                .toList());

        decide(lease, planned(lease));

        assertThat(queue.find(lease.run().importId()).state()).isEqualTo(then);
        assertThat(roster.records()).hasSize(then == RunState.HELD ? 0 : 60);
    }

    private static StoredEntry stored(RecordType type, String sourceId) {
        return new StoredEntry(type, sourceId, new byte[16]);
    }

    @Test
    void makesAnEarlierHeldRunVoid() {
        var held = lease(Queue.FULL);
        decide(held, planned(held, 1, 10));
        var later = lease(Queue.FULL);
        decide(later, planned(later));

        assertThat(queue.find(held.run().importId()).state()).isEqualTo(RunState.SUPERSEDED);
        assertThat(queue.find(later.run().importId()).state()).isEqualTo(RunState.HELD);
    }

    @Test
    void holdsTheRunAlsoWhenThatCannotBeToldYet() {
        var lease = lease(Queue.FULL);
        var planned = planned(lease, 1, 10);
        events.failAfter(1);
        decide(lease, planned);

        assertThat(queue.find(lease.run().importId()).state()).isEqualTo(RunState.HELD);
        assertThat(queue.find(lease.run().importId()).announced()).isFalse();
    }

    @Test
    void neverTellsOfAnImportThatDidNotReachTheTopicWhole() {
        var lease = lease(Queue.FULL);
        var planned = planned(lease, 10, 0);
        roster.refuse(5);

        StepVerifier.create(decide.execute(lease, planned, staging))
                .expectError(PublishFailedException.class)
                .verify(LIMIT);
        assertThat(roster.barriers()).isEmpty();
        assertThat(told()).containsExactly(ImportPlanned.class);
        assertThat(queue.find(lease.run().importId()).state()).isEqualTo(RunState.PUBLISHING);
    }

    @Test
    void publishesNoBarrierOfAnImportThatIsCalledOffWhileItIsPublished() {
        var lease = lease(Queue.FULL);
        var planned = planned(lease, 10, 0);
        var importId = lease.run().importId();
        roster.standStillAt(5, () -> Queue.get(queue.runs.cancel(importId, "admin")));

        StepVerifier.create(Mono.firstWithSignal(decide.execute(lease, planned, staging), lease.<Void>keep()))
                .expectError(LeaseLostException.class)
                .verify(LIMIT);

        assertThat(Queue.get(queue.owned.stopped(lease.run()))).isTrue();
        assertThat(queue.find(importId).state()).isEqualTo(RunState.CANCELLED);
        assertThat(roster.records()).hasSize(4);
        assertThat(roster.barriers()).isEmpty();
        assertThat(told()).containsExactly(ImportPlanned.class);
    }

    @Test
    void neverReplacesARunWhoseBarriersAreOnTheTopic() {
        var lease = lease(Queue.FULL);
        var planned = planned(lease, 10, 0);
        events.failAfter(1);

        dieWhenTheBarriersAreOut(decide.execute(lease, planned, staging));
        queue.clock.advance(Duration.ofSeconds(31));
        Queue.run(queue.recovery.recover());

        assertThat(queue.find(lease.run().importId()).state()).isEqualTo(RunState.PUBLISHING);
        assertThat(queue.claimIfAny()).isNull();
    }

    @Test
    void finishesOnAnotherInstanceWhatOnlyLacksItsBarriers() {
        var lease = lease(Queue.FULL);
        var planned = planned(lease, 10, 0);
        events.failAfter(1);
        dieWhenTheBarriersAreOut(decide.execute(lease, planned, staging));
        events.failNoMore();
        queue.clock.advance(Duration.ofSeconds(31));
        var other = queue.otherInstance();

        var taken = Queue.get(other.owned.takeOver());
        assertThat(other.owned.takeOver().block(LIMIT)).isNull();
        Queue.run(on(other).finish(new RunLease(taken, other.owned, Queue.SETTINGS, queue.clock)));

        assertThat(roster.records()).hasSize(10);
        assertThat(roster.barriers()).hasSize(2 * PARTITIONS);
        assertThat(roster.barriers().subList(PARTITIONS, 2 * PARTITIONS))
                .isEqualTo(roster.barriers().subList(0, PARTITIONS));
        assertThat(queue.find(lease.run().importId()).state()).isEqualTo(RunState.APPLYING);
        assertThat(queue.find(lease.run().importId()).progress().published()).isEqualTo(10);
        assertThat(told())
                .as("the event was never written before")
                .containsExactly(ImportPlanned.class, ImportPublished.class);
        var summary = ((ImportPlanned) last(ImportPlanned.class).getEvent()).getSummary();
        assertThat(last(ImportPublished.class).getEvent())
                .isEqualTo(new ImportPublished(lease.run().revision(), PARTITIONS, 10L, summary));
        StepVerifier.create(queue.owned.fail(lease.run(), new RunFailure("LATE", "late")))
                .verifyError(LeaseLostException.class);
    }

    /** The worker dies after the event is out, and before the run's document says so. */
    @Test
    void tellsTheSameAgainWhenAnotherInstanceFinishesWhatWasToldAlready() {
        var lease = lease(Queue.FULL);
        var planned = planned(lease, 10, 0);
        var told = new KafkaImportEvents(events.events(), queue.clock);
        Queue.run(queue.owned.publishing(lease.run(), 1));
        var barriers = Queue.get(Publishers.to(roster, keysets.fieldCipher())
                .publish(
                        new KafkaPublishedRun(
                                new BusinessId("springfield"),
                                lease.run().importId(),
                                lease.run().revision()),
                        staging,
                        lease::requireOurs,
                        acknowledged -> {}));
        var published = told.published(planned, barriers);
        Queue.run(queue.owned.closing(lease.run(), barriers.toBytes(), published, RunProgress.NONE));
        Queue.run(told.tell(published));
        queue.clock.advance(Duration.ofSeconds(31));
        var other = queue.otherInstance();

        var taken = Queue.get(other.owned.takeOver());
        Queue.run(on(other).finish(new RunLease(taken, other.owned, Queue.SETTINGS, queue.clock)));

        assertThat(told()).containsExactly(ImportPublished.class, ImportPublished.class);
        assertThat(events.written(ImportEvent.class).get(1))
                .isEqualTo(events.written(ImportEvent.class).get(0));
        assertThat(queue.runs
                        .pendingAnnouncement(queue.find(lease.run().importId()))
                        .block(LIMIT))
                .as("nothing is left to be told")
                .isNull();
    }

    @Test
    void failsNoRunWhoseBarriersMayBeOnTheTopic() {
        var lease = lease(Queue.FULL);
        Queue.run(queue.owned.publishing(lease.run(), 1));
        Queue.run(queue.owned.closing(lease.run(), new byte[] {1}, new byte[] {1}, RunProgress.NONE));

        StepVerifier.create(queue.owned.fail(lease.run(), new RunFailure("TOOK_TOO_LONG", "too long")))
                .verifyError(LeaseLostException.class);
        assertThat(queue.find(lease.run().importId()).state()).isEqualTo(RunState.PUBLISHING);
    }

    @Test
    void decidesThatNothingChangedOnceHoweverLateItCanBeTold() {
        var lease = lease(Queue.FULL);
        var planned = planned(lease, 0, 0);
        events.failAfter(1);

        decide(lease, planned);

        assertThat(queue.find(lease.run().importId()).state()).isEqualTo(RunState.COMPLETED);
        assertThat(told()).containsExactly(ImportPlanned.class);
        Queue.run(announcements.announceNowOrLater(lease.run().importId()));
        Queue.run(announcements.announceNowOrLater(lease.run().importId()));
        assertThat(told()).containsExactly(ImportPlanned.class, ImportCompleted.class);
    }

    @Test
    void publishesNothingWhenThePlanCannotBeTold() {
        var lease = lease(Queue.FULL);
        var planned = planned(lease, 10, 0);
        events.failNext();

        StepVerifier.create(decide.execute(lease, planned, staging))
                .expectError()
                .verify(LIMIT);
        assertThat(roster.history()).isEmpty();
    }

    @Test
    void stopsBeforeTheFirstRecordWhenTheLeaseHasEnded() {
        var lease = lease(Queue.FULL);
        var planned = planned(lease, 10, 0);
        queue.clock.advance(Duration.ofMinutes(1));

        StepVerifier.create(decide.execute(lease, planned, staging))
                .expectError()
                .verify(LIMIT);
        assertThat(roster.history()).isEmpty();
    }

    private DecideImport on(Queue instance) {
        return new DecideImport(
                instance.runs,
                instance.owned,
                new BusinessLimits(instance.database, new BrakeLimits(10, 2, 50, 75, 100)),
                KeptSnapshots.in(instance.database, keysets, instance.clock),
                new Readings(
                        instance.database,
                        instance.runs,
                        keysets.fieldCipher(),
                        new JsonMapper(),
                        Schedulers.boundedElastic(),
                        instance.clock),
                new ProposeMap(maps, Schedulers.boundedElastic()),
                Publishers.to(roster, keysets.fieldCipher()),
                new KafkaImportEvents(events.events(), instance.clock),
                announcements);
    }

    private void dieWhenTheBarriersAreOut(Mono<Void> work) {
        var out = Mono.fromCallable(() -> roster.barriers().size() == PARTITIONS && events.hasRefused())
                .filter(all -> all)
                .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(5)))
                .then();
        StepVerifier.create(Mono.firstWithSignal(work, out)).expectComplete().verify(LIMIT);
    }

    private void decide(RunLease lease, PlannedImport planned) {
        StepVerifier.create(decide.execute(lease, planned, staging))
                .expectComplete()
                .verify(LIMIT);
    }

    private RunLease lease(RunOrder order) {
        queue.request(new BusinessId("springfield"), order);
        var run = queue.claim();
        Queue.run(queue.owned.planning(run));
        return new RunLease(run, queue.owned, Queue.SETTINGS, queue.clock);
    }

    private PlannedImport planned(RunLease lease, int added, int removed) {
        staging.add(
                IntStream.range(0, added).mapToObj(i -> Rows.school("o-" + i)).toList());
        staging.addStored(stored(removed));
        return planned(lease);
    }

    private PlannedImport planned(RunLease lease) {
        return planned(lease, SourceType.FILE);
    }

    private PlannedImport planned(RunLease lease, SourceType source) {
        var plan = staging.plan();
        var summary = PlanSummary.of(plan, source, List.of());
        Queue.run(queue.owned.planned(lease.run(), summary));
        return new PlannedImport(lease.run(), plan, summary, new StoredTotals(), null);
    }

    /** An import of one school into a business that has these contacts and nothing of a roster. */
    private PlannedImport planned(RunLease lease, OwnContacts own) {
        if (lease.run().order().approvedPlan() == null) {
            staging.add(List.of(Rows.school("o-1")));
        }
        var planned = planned(lease);
        planned.stored().own(own);
        return planned;
    }

    private static OwnContacts own(OwnContacts.@Nullable Decision decision) {
        return new OwnContacts(
                Map.of(PersonRole.TEACHER, 80L, PersonRole.STUDENT, 1_200L, PersonRole.PARENT, 1L), decision);
    }

    private static List<StoredEntry> stored(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new StoredEntry(RecordType.ORG, "gone-" + i, new byte[16]))
                .toList();
    }

    private ImportEvent last(Class<?> type) {
        return events.written(ImportEvent.class).stream()
                .filter(event -> type.isInstance(event.getEvent()))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private List<Class<?>> told() {
        return events.written(ImportEvent.class).stream()
                .<Class<?>>map(event -> event.getEvent().getClass())
                .toList();
    }
}
