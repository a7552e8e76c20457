package com.pickatime.contacts.completion;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.completion.Completions.Announcement;
import com.pickatime.contacts.completion.Completions.WithoutEvent;
import com.pickatime.contacts.ledger.HighestRevisions;
import com.pickatime.contacts.ledger.RunKey;
import com.pickatime.contacts.store.Projection;
import com.pickatime.contacts.summary.RosterCounter;
import com.pickatime.contacts.summary.Summaries;
import com.pickatime.contacts.testing.TestImport;
import com.pickatime.contacts.testing.TestLedger;
import com.pickatime.events.ImportSummary;
import com.pickatime.events.RecordType;
import com.pickatime.events.TypeTotals;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.platform.mongo.Lease;
import com.pickatime.schemas.digest.RosterDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class CompletionIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final CompletionSettings SETTINGS = new CompletionSettings(
            Duration.ofSeconds(1), LEASE, Duration.ofMinutes(5), Duration.ofSeconds(5), PATIENCE);
    private static final RunKey RUN = new RunKey(new ImportId("run"), new BusinessId("b"), 3);
    private static final Instant BARRIER_AT = Instant.parse("2026-11-24T07:59:58Z");
    private static final ImportSummary SUMMARY = TestImport.summary(List.of(totals(RecordType.PERSON, 1, "s1")));
    private static final Completion COMPLETION = new Completion(RUN, 12, SUMMARY);

    private final MovableClock clock = new MovableClock();

    static List<MongoDatabase> databases() {
        return TestDatabases.onEveryServer().toList();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void isOpenedOnceAndDueUntilAnnounced(MongoDatabase database) {
        var completions = completions(database);
        open(completions);
        open(completions);

        var due = Objects.requireNonNull(completions.due().single().block(LIMIT));
        assertThat(due).isEqualTo(COMPLETION);
        assertThat(completions.announcement(RUN.importId()).block(LIMIT)).isEqualTo(new Announcement(12, false, 0));

        completions.claim(due).block(LIMIT);
        completions.announced(due, 2).block(LIMIT);
        open(completions);

        assertThat(completions.due().collectList().block(LIMIT)).isEmpty();
        assertThat(completions.announcement(RUN.importId()).block(LIMIT)).isEqualTo(new Announcement(12, true, 2));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void isDueOnlyOnceItsEventIsThereAndLackingWhereThatTakesLong(MongoDatabase database) {
        var completions = completions(database);
        completions.barrierSeen(RUN, BARRIER_AT).block(LIMIT);
        clock.advance(PATIENCE.minusMillis(1));
        assertThat(completions.due().collectList().block(LIMIT)).isEmpty();
        assertThat(completions.withoutEvent(PATIENCE).collectList().block(LIMIT))
                .isEmpty();
        assertThat(completions.announcement(RUN.importId()).block(LIMIT)).isEqualTo(new Announcement(0, false, 0));

        clock.advance(Duration.ofMillis(1));
        completions.barrierSeen(RUN, BARRIER_AT.plusSeconds(9)).block(LIMIT);
        assertThat(completions.withoutEvent(PATIENCE).collectList().block(LIMIT))
                .as("since its first barrier")
                .containsExactly(new WithoutEvent(RUN, BARRIER_AT));

        completions.published(RUN, 12, SUMMARY).block(LIMIT);
        assertThat(completions.withoutEvent(PATIENCE).collectList().block(LIMIT))
                .isEmpty();
        assertThat(completions.due().collectList().block(LIMIT)).containsExactly(COMPLETION);
    }

    /** So that whoever looks into the store sees what is waited for, and no barrier's bytes. */
    @ParameterizedTest
    @MethodSource("databases")
    void keepsTheSummaryInFieldsThatCanBeRead(MongoDatabase database) {
        completions(database).published(RUN, 12, SUMMARY).block(LIMIT);

        var kept = Objects.requireNonNull(
                Mono.from(database.getCollection("completions").find()).block(LIMIT));
        assertThat(kept.getInteger("partitions")).isEqualTo(12);
        assertThat(kept.getEmbedded(List.of("summary", "mode"), String.class)).isEqualTo("FULL");
        assertThat(kept.getEmbedded(List.of("summary", "startedAt"), Date.class))
                .isEqualTo(new Date(0));
        var total = kept.get("summary", Document.class)
                .getList("totals", Document.class)
                .get(0);
        assertThat(total)
                .containsEntry("type", "PERSON")
                .containsEntry("sourceCount", 1L)
                .containsEntry(
                        "sourceDigest",
                        RosterDigest.of(RecordType.PERSON, "s1", hash("s1")).toHex());
    }

    @ParameterizedTest
    @MethodSource("databases")
    void isOneDocumentWhereBarriersAndEventReachManyInstancesAtOnce(MongoDatabase database) {
        Flux.range(0, 32)
                .flatMap(
                        i -> Mono.defer(() -> i % 4 == 0
                                        ? completions(database).published(RUN, 12, SUMMARY)
                                        : completions(database).barrierSeen(RUN, BARRIER_AT))
                                .subscribeOn(Schedulers.boundedElastic()),
                        32)
                .blockLast(LIMIT);

        assertThat(completions(database).due().collectList().block(LIMIT)).containsExactly(COMPLETION);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void isClaimedByOneInstanceOnly(MongoDatabase database) {
        open(completions(database));

        var claims = Flux.range(0, 32)
                .flatMap(i -> completions(database).claim(COMPLETION).subscribeOn(Schedulers.boundedElastic()), 32)
                .count()
                .block(LIMIT);

        assertThat(claims).isEqualTo(1);
        assertThat(completions(database).due().collectList().block(LIMIT)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void isTakenOverWhenTheClaimantDied(MongoDatabase database) {
        open(completions(database));
        completions(database).claim(COMPLETION).block(LIMIT);

        clock.advance(LEASE.minusMillis(1));
        assertThat(completions(database).claim(COMPLETION).blockOptional(LIMIT)).isEmpty();

        clock.advance(Duration.ofMillis(1));
        assertThat(completions(database).claim(COMPLETION).blockOptional(LIMIT)).isPresent();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void isGivenBackByItsClaimantAlone(MongoDatabase database) {
        var claimant = completions(database);
        open(claimant);
        claimant.claim(COMPLETION).block(LIMIT);

        completions(database).release(COMPLETION).block(LIMIT);
        assertThat(claimant.due().collectList().block(LIMIT)).isEmpty();

        claimant.release(COMPLETION).block(LIMIT);
        assertThat(claimant.due().collectList().block(LIMIT)).isEmpty();
        clock.advance(Duration.ofSeconds(5));
        assertThat(claimant.due().collectList().block(LIMIT)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void isNotedByItsClaimantAlone(MongoDatabase database) {
        var died = completions(database);
        var successor = completions(database);
        open(died);
        died.claim(COMPLETION).block(LIMIT);
        clock.advance(LEASE);
        successor.claim(COMPLETION).block(LIMIT);

        StepVerifier.create(died.kept(COMPLETION, Mono.never()))
                .expectError(Lease.LostException.class)
                .verify(LIMIT);
        died.announced(COMPLETION, 7).block(LIMIT);
        assertThat(died.announcement(RUN.importId()).block(LIMIT)).isEqualTo(new Announcement(12, false, 0));

        successor.announced(COMPLETION, 1).block(LIMIT);
        assertThat(died.announcement(RUN.importId()).block(LIMIT)).isEqualTo(new Announcement(12, true, 1));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void isFoundByAnIndexAndForgottenInTheEnd(MongoDatabase database) {
        completions(database).createIndexes().block(LIMIT);
        completions(database).createIndexes().block(LIMIT);
        open(completions(database));

        var indexes = Flux.from(database.getCollection("completions").listIndexes())
                .collectList()
                .block(LIMIT);
        assertThat(indexes)
                .anySatisfy(index ->
                        assertThat(index.get("key")).isEqualTo(new Document("state", 1).append("claimableAt", 1)))
                .anySatisfy(index -> assertThat(index)
                        .containsEntry("key", new Document("expireAt", 1))
                        .containsKey("expireAfterSeconds"));
        var kept = Mono.from(database.getCollection("completions").find()).block(LIMIT);
        assertThat(Objects.requireNonNull(kept).getDate("expireAt"))
                .isEqualTo(clock.instant().plus(TestLedger.SETTINGS.history()));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void comparesWhatIsStoredAndActiveTypeByType(MongoDatabase database) {
        store(database, "contacts", "b:s1", true);
        store(database, "contacts", "b:s2", false);
        store(database, "contacts", "c:s1", true);
        store(database, "orgs", "b:o1", true);

        var receipt = receipt(database, totals(RecordType.PERSON, 1, "s1"), totals(RecordType.ORG, 2, "o1", "o2"));

        assertThat(receipt.superseded()).isFalse();
        assertThat(receipt.differences()).isEqualTo(1);
        assertThat(receipt.lines()).hasSize(2);
        assertThat(receipt.lines().get(0).getStoreDigest())
                .isEqualTo(receipt.lines().get(0).getSourceDigest());
        assertThat(receipt.lines().get(1).getStoreCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void countsEqualNumbersOfDifferentContentAsADifference(MongoDatabase database) {
        store(database, "contacts", "b:s1", true);

        assertThat(receipt(database, totals(RecordType.PERSON, 1, "s2")).differences())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void comparesNothingOnceALaterImportTouchedTheBusiness(MongoDatabase database) {
        store(database, "contacts", "b:s1", true);
        new HighestRevisions(database).note(Map.of(new BusinessId("b"), 4L)).block(LIMIT);

        var receipt = receipt(database, totals(RecordType.PERSON, 1, "s1"));

        assertThat(receipt.superseded()).isTrue();
        assertThat(receipt.differences()).isNegative();
        assertThat(receipt.lines()).isEmpty();
    }

    private static Receipt receipt(MongoDatabase database, TypeTotals... totals) {
        return Objects.requireNonNull(new Receipts(
                        new RosterCounter(database, Projection.CURRENT),
                        new Summaries(database, new MovableClock()),
                        new HighestRevisions(database))
                .of(RUN, List.of(totals))
                .block(LIMIT));
    }

    private Completions completions(MongoDatabase database) {
        return new Completions(database, SETTINGS, TestLedger.SETTINGS, clock);
    }

    /** As a barrier and the event do. */
    private static void open(Completions completions) {
        completions
                .barrierSeen(RUN, BARRIER_AT)
                .then(completions.published(RUN, 12, SUMMARY))
                .block(LIMIT);
    }

    private static void store(MongoDatabase database, String collection, String id, boolean active) {
        var sourceId = id.substring(2);
        Mono.from(database.getCollection(collection)
                        .insertOne(new Document("_id", id)
                                .append("sourceId", sourceId)
                                .append("present", active)
                                .append("projection", Projection.CURRENT.number())
                                .append("hash", new Binary(hash(sourceId)))))
                .block(LIMIT);
    }

    private static TypeTotals totals(RecordType type, long count, String... sourceIds) {
        var digest = List.of(sourceIds).stream()
                .map(id -> RosterDigest.of(type, id, hash(id)))
                .reduce(RosterDigest.EMPTY, RosterDigest::plus);
        return new TypeTotals(type, count, 0L, 0L, 0L, 0L, count, digest.toAvro());
    }

    private static byte[] hash(String sourceId) {
        return String.format("%-16s", sourceId).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }
}
