package com.pickatime.contacts.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.adoption.TrustedAdoptions;
import com.pickatime.contacts.events.ImportEvents;
import com.pickatime.contacts.ledger.Barrier;
import com.pickatime.contacts.ledger.HighestRevisions;
import com.pickatime.contacts.ledger.ProcessedRecord;
import com.pickatime.contacts.ledger.ProcessedRecord.Outcome;
import com.pickatime.contacts.ledger.RunKey;
import com.pickatime.contacts.preflight.BirthDates;
import com.pickatime.contacts.store.Projection;
import com.pickatime.contacts.summary.RosterCounter;
import com.pickatime.contacts.summary.Summaries;
import com.pickatime.contacts.testing.RecordedEvents;
import com.pickatime.contacts.testing.TestContacts;
import com.pickatime.contacts.testing.TestImport;
import com.pickatime.contacts.testing.TestLedger;
import com.pickatime.events.ImportCompleted;
import com.pickatime.events.ImportEvent;
import com.pickatime.events.ImportSummary;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.OutboxContract;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.platform.outage.Standstill;
import com.pickatime.schemas.digest.RosterDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class CompletionSweepIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final CompletionSettings SETTINGS =
            new CompletionSettings(Duration.ofSeconds(1), LEASE, Duration.ofMinutes(5), RETRY, RETRY);

    private final MovableClock clock = new MovableClock();
    private final RecordedEvents recorded = new RecordedEvents();

    static List<MongoDatabase> databases() {
        return TestDatabases.onEveryServer().toList();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void waitsForTheLastBarrier(MongoDatabase database) {
        var run = new RunKey(new ImportId("run"), new BusinessId("b"), 1);
        published(database, run, 2);
        barrier(database, run, 0, 0);
        sweep(database);
        assertThat(recorded.published()).isEmpty();

        barrier(database, run, 1, 0);
        sweep(database);
        sweep(database);

        assertThat(recorded.published())
                .singleElement()
                .satisfies(event -> assertThat(event.getEventId()).isEqualTo("run/completed"));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void saysHowManyParentsWaitForABirthDate(MongoDatabase database) {
        var run = new RunKey(new ImportId("run"), new BusinessId("b"), 1);
        Flux.just(
                        TestContacts.document("b", "s1", true)
                                .append(
                                        "roster",
                                        new Document("roles", List.of("STUDENT")).append("agents", List.of("p1"))),
                        TestContacts.document("b", "p1", true)
                                .append("roster", new Document("roles", List.of("PARENT"))))
                .concatMap(contact -> database.getCollection("contacts")
                        .insertOne(contact.append("hash", new Binary(new byte[16]))
                                .append("projection", Projection.CURRENT.number())))
                .blockLast(LIMIT);
        var summary = ImportSummary.newBuilder(TestImport.summary(List.of()))
                .setStudentsWithoutBirthDate(1)
                .build();
        completions(database).published(run, 1, summary).block(LIMIT);
        barrier(database, run, 0, 0);
        sweep(database);

        assertThat(recorded.published())
                .singleElement()
                .extracting(event -> ((ImportCompleted) event.getEvent())
                        .getSummary().getWarnings().stream()
                                .map(warning -> warning.getCode() + ' ' + warning.getCount())
                                .toList())
                .isEqualTo(List.of("FROM_SOURCE 1", "PARENTS_WAITING_FOR_BIRTH_DATES 1"));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void waitsForTheEventThatTellsHowManyBarriersThereAre(MongoDatabase database) {
        var run = new RunKey(new ImportId("run"), new BusinessId("b"), 1);
        barrier(database, run, 0, 0);
        barrier(database, run, 1, 0);
        sweep(database);
        assertThat(recorded.published()).isEmpty();

        published(database, run, 2);
        published(database, run, 2);
        sweep(database);
        published(database, run, 2);
        sweep(database);

        assertThat(recorded.published())
                .as("the event came twice, and once more when it was announced")
                .singleElement()
                .satisfies(event -> assertThat(event.getEventId()).isEqualTo("run/completed"));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void tellsWhatTheEventSaid(MongoDatabase database) {
        over(database, new RunKey(new ImportId("run"), new BusinessId("b"), 1), 0);

        sweep(database);

        var completed = (ImportCompleted) recorded.published().get(0).getEvent();
        assertThat(completed.getSummary()).isEqualTo(TestImport.summary(List.of()));
    }

    /** Its event and its barriers came after a later import of the business had been applied. */
    @ParameterizedTest
    @MethodSource("databases")
    void comparesNothingForAnImportWhoseRevisionIsSuperseded(MongoDatabase database) {
        var later = new RunKey(new ImportId("later"), new BusinessId("b"), 2);
        new HighestRevisions(database).note(Map.of(new BusinessId("b"), 2L)).block(LIMIT);
        over(database, later, 0);
        sweep(database);

        over(database, new RunKey(new ImportId("earlier"), new BusinessId("b"), 1), 1);
        sweep(database);

        assertThat(recorded.published()).extracting(ImportEvent::getImportId).containsExactly("later", "earlier");
        assertThat(recorded.published())
                .extracting(event -> ((ImportCompleted) event.getEvent()).getDifferences())
                .containsExactly(0, -1);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void letsNoOtherImportWaitForOneThatCannotBeAnnounced(MongoDatabase database) {
        var unlucky = new RunKey(new ImportId("run-1"), new BusinessId("unlucky"), 1);
        var lucky = new RunKey(new ImportId("run-2"), new BusinessId("lucky"), 1);
        over(database, unlucky, 0);
        over(database, lucky, 1);
        recorded.failFor("unlucky");

        sweep(database);
        assertThat(recorded.published()).extracting(ImportEvent::getImportId).containsExactly("run-2");

        recorded.succeedAgain();
        sweep(database);
        assertThat(recorded.published()).as("before its time").hasSize(1);

        clock.advance(RETRY);
        sweep(database);
        assertThat(recorded.published()).extracting(ImportEvent::getImportId).containsExactly("run-2", "run-1");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void announcesAgainUnderTheSameIdAfterACrashBeforeItWasNoted(MongoDatabase database) {
        var run = new RunKey(new ImportId("run"), new BusinessId("b"), 1);
        over(database, run, 0);
        completions(database).claim(completion(run)).block(LIMIT);
        sweep(database);
        assertThat(recorded.published()).as("claimed by the one that died").isEmpty();

        clock.advance(SETTINGS.lease());
        sweep(database);

        assertThat(recorded.published()).extracting(ImportEvent::getEventId).containsExactly("run/completed");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void countsWhatWasAppliedAndRefused(MongoDatabase database) {
        var run = new RunKey(new ImportId("run"), new BusinessId("b"), 1);
        published(database, run, 1);
        TestLedger.in(database)
                .enter(
                        List.of(
                                new ProcessedRecord(0, 0, run, Outcome.APPLIED, RosterDigest.EMPTY, null),
                                new ProcessedRecord(0, 1, run, Outcome.REFUSED, RosterDigest.EMPTY, null)),
                        Map.of())
                .block(LIMIT);
        barrier(database, run, 0, 2);

        sweep(database);

        var completed = (ImportCompleted) recorded.published().get(0).getEvent();
        assertThat(completed.getApplied()).isEqualTo(1);
        assertThat(completed.getRefused()).isEqualTo(1);
        assertThat(recorded.published().get(0).getOccurredAt()).isEqualTo(clock.instant());
    }

    /** As the scheduler does it, which asks for the Mono once and subscribes to it at every turn. */
    @ParameterizedTest
    @MethodSource("databases")
    void asksTheClockAtEachTurnOfTheSameSweep(MongoDatabase database) {
        var run = new RunKey(new ImportId("run"), new BusinessId("b"), 1);
        over(database, run, 0);
        completions(database).claim(completion(run)).block(LIMIT);
        var turns = sweepOf(database).sweep();
        turns.block(LIMIT);
        assertThat(recorded.published()).as("claimed by one that died").isEmpty();

        clock.advance(SETTINGS.lease());
        turns.block(LIMIT);

        assertThat(recorded.published()).hasSize(1);
    }

    /** Two instances: the first one works for longer than a lease, and then dies. */
    @ParameterizedTest
    @MethodSource("databases")
    void leavesAnImportToAnInstanceThatWorksOnItAndTakesItOverWithin35SecondsFromOneThatDied(MongoDatabase database) {
        var run = new RunKey(new ImportId("run"), new BusinessId("b"), 1);
        over(database, run, 0);
        recorded.hangFor("b");
        var working = sweepOf(database).sweep().subscribe();
        awaitClaimUntil(database, clock.instant().plus(LEASE));
        var other = sweepOf(database).sweep();
        for (int i = 0; i < 3; i++) {
            clock.advance(LEASE.minusMillis(1));
            awaitClaimUntil(database, clock.instant().plus(LEASE));
            other.block(LIMIT);
        }
        assertThat(recorded.attempts()).as("by the one that works").isEqualTo(1);

        kill(working, database);
        recorded.succeedAgain();
        other.block(LIMIT);
        assertThat(recorded.published()).as("its lease is not over").isEmpty();
        clock.advance(LEASE);
        other.block(LIMIT);

        assertThat(recorded.published()).extracting(ImportEvent::getEventId).containsExactly("run/completed");
        var defaults = new CompletionSettings(
                Duration.ofSeconds(1), Duration.ofSeconds(15), Duration.ofMinutes(5), RETRY, RETRY);
        assertThat(defaults.lease().plus(defaults.sweep())).isLessThan(Duration.ofSeconds(35));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void handsAnImportOverAtOnceWhenItIsStopped(MongoDatabase database) {
        var run = new RunKey(new ImportId("run"), new BusinessId("b"), 1);
        over(database, run, 0);
        recorded.hangFor("b");
        var stopped = sweepOf(database).sweep().subscribe();
        await().atMost(LIMIT).until(() -> recorded.attempts() == 1);
        stopped.dispose();
        recorded.succeedAgain();

        await().atMost(LIMIT).untilAsserted(() -> {
            sweep(database);
            assertThat(recorded.published()).hasSize(1);
        });
    }

    /** Nothing that it does afterwards reaches the store: as it was in the moment of the kill. */
    private static void kill(Disposable working, MongoDatabase database) {
        var completions = database.getCollection("completions");
        var before = Objects.requireNonNull(Mono.from(completions.find()).block(LIMIT));
        working.dispose();
        await().atMost(LIMIT)
                .until(() -> !before.equals(Mono.from(completions.find()).block(LIMIT)));
        Mono.from(completions.replaceOne(new Document("_id", before.get("_id")), before))
                .block(LIMIT);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void letsNoImportWaitForADocumentThatCannotBeRead(MongoDatabase database) {
        Mono.from(database.getCollection("completions")
                        .insertOne(new Document("_id", "a-poisoned-completion")
                                .append("state", "OPEN")
                                .append("claimableAt", new Date(0))
                                .append("partitions", "many")))
                .block(LIMIT);
        var poisonedLedger = new RunKey(new ImportId("a-poisoned-ledger"), new BusinessId("b"), 1);
        published(database, poisonedLedger, 1);
        Mono.from(database.getCollection("import_ledger")
                        .insertOne(new Document("_id", "a-poisoned-ledger:0")
                                .append("importId", "a-poisoned-ledger")
                                .append("appliedThrough", "many")))
                .block(LIMIT);
        var poisonedBusiness = new RunKey(new ImportId("a-poisoned-business"), new BusinessId("poisoned"), 1);
        over(database, poisonedBusiness, 1);
        Mono.from(database.getCollection("businesses")
                        .insertOne(new Document("_id", "poisoned").append("highestRevision", "many")))
                .block(LIMIT);
        var run = new RunKey(new ImportId("run"), new BusinessId("b"), 1);
        over(database, run, 2);

        sweep(database);

        assertThat(recorded.published()).extracting(ImportEvent::getImportId).containsExactly("run");
        assertThat(completions(database).due().collectList().block(LIMIT))
                .as("all others wait")
                .isEmpty();
    }

    private static void awaitClaimUntil(MongoDatabase database, Instant expected) {
        await().atMost(LIMIT)
                .until(() -> Objects.requireNonNull(
                                Mono.from(database.getCollection("completions").find())
                                        .block(LIMIT))
                        .getDate("claimableAt")
                        .toInstant()
                        .equals(expected));
    }

    private void over(MongoDatabase database, RunKey run, int partition) {
        published(database, run, 1);
        barrier(database, run, partition, 0);
    }

    private void published(MongoDatabase database, RunKey run, int partitions) {
        completions(database)
                .published(run, partitions, TestImport.summary(List.of()))
                .block(LIMIT);
    }

    private void barrier(MongoDatabase database, RunKey run, int partition, long records) {
        completions(database).barrierSeen(run, clock.instant()).block(LIMIT);
        var barrier = new Barrier(records, RosterDigest.EMPTY);
        var processed = new ProcessedRecord(partition, records, run, Outcome.BARRIER, RosterDigest.EMPTY, barrier);
        TestLedger.in(database).enter(List.of(processed), Map.of()).block(LIMIT);
    }

    private void sweep(MongoDatabase database) {
        sweepOf(database).sweep().block(LIMIT);
    }

    private CompletionSweep sweepOf(MongoDatabase database) {
        return sweepOf(database, recorded.events(clock));
    }

    private CompletionSweep sweepOf(MongoDatabase database, ImportEvents events) {
        return new CompletionSweep(
                completions(database),
                TestLedger.in(database),
                new Receipts(
                        new RosterCounter(database, Projection.CURRENT),
                        new Summaries(database, clock),
                        new HighestRevisions(database)),
                new BirthDates(database),
                events,
                new TrustedAdoptions(database),
                SETTINGS,
                new Standstill(clock));
    }

    private Completions completions(MongoDatabase database) {
        return new Completions(database, SETTINGS, TestLedger.SETTINGS, clock);
    }

    private static Completion completion(RunKey run) {
        return new Completion(run, 1, TestImport.summary(List.of()));
    }

    @Nested
    class Outbox extends OutboxContract {

        private final MongoDatabase database = TestDatabases.embedded();

        @Override
        protected Mono<Void> changeAndTell() {
            over(database, new RunKey(new ImportId("run"), new BusinessId("b"), 1), 0);
            return sweep();
        }

        @Override
        protected Mono<Void> tellLeftOver() {
            clock.advance(LEASE);
            return sweep();
        }

        private Mono<Void> sweep() {
            return sweepOf(database, new ImportEvents(events(), clock)).sweep();
        }
    }
}
