package com.pickatime.contacts.completion;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.ledger.Businesses;
import com.pickatime.contacts.ledger.ImportRun;
import com.pickatime.contacts.reading.RosterRecords;
import com.pickatime.contacts.store.Projection;
import com.pickatime.contacts.summary.RosterCount;
import com.pickatime.contacts.summary.Summaries;
import com.pickatime.contacts.testing.RosterTopic;
import com.pickatime.contacts.testing.TestImport;
import com.pickatime.contacts.testing.TestLedger;
import com.pickatime.events.RecordType;
import com.pickatime.events.TypeTotals;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.local.testing.TestRegistry;
import com.pickatime.schemas.digest.RosterDigest;
import com.pickatime.schemas.serde.AvroDeserializer;
import com.pickatime.schemas.topics.Topics;
import java.time.Duration;
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

class CompletionIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final CompletionSettings SETTINGS =
            new CompletionSettings(Duration.ofSeconds(1), LEASE, Duration.ofMinutes(5), Duration.ofSeconds(5));
    private static final ImportRun RUN = new ImportRun("run", "b", 3);
    private static final byte[] BARRIER = {1, 2, 3};

    private final MovableClock clock = new MovableClock();

    static List<MongoDatabase> databases() {
        return TestDatabases.onEveryServer().toList();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void isOpenedOnceAndDueUntilAnnounced(MongoDatabase database) {
        var completions = completions(database);
        completions.open(RUN, BARRIER).block(LIMIT);
        completions.open(RUN, new byte[] {9}).block(LIMIT);

        var due = Objects.requireNonNull(completions.due().single().block(LIMIT));
        assertThat(due.run()).isEqualTo(RUN);
        assertThat(due.barrier()).isEqualTo(BARRIER);
        assertThat(completions.announcement("run").block(LIMIT)).isEqualTo(new Completions.Announcement(false, 0));

        completions.claim(due).block(LIMIT);
        completions.announced(due, 2).block(LIMIT);
        completions.open(RUN, BARRIER).block(LIMIT);

        assertThat(completions.due().collectList().block(LIMIT)).isEmpty();
        assertThat(completions.announcement("run").block(LIMIT)).isEqualTo(new Completions.Announcement(true, 2));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void isClaimedByOneInstanceOnly(MongoDatabase database) {
        completions(database).open(RUN, BARRIER).block(LIMIT);

        var claims = Flux.range(0, 32)
                .flatMap(
                        i -> completions(database)
                                .claim(new Completion(RUN, BARRIER))
                                .subscribeOn(Schedulers.boundedElastic()),
                        32)
                .count()
                .block(LIMIT);

        assertThat(claims).isEqualTo(1);
        assertThat(completions(database).due().collectList().block(LIMIT)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void isTakenOverWhenTheClaimantDied(MongoDatabase database) {
        var completion = new Completion(RUN, BARRIER);
        completions(database).open(RUN, BARRIER).block(LIMIT);
        completions(database).claim(completion).block(LIMIT);

        clock.advance(LEASE.minusMillis(1));
        assertThat(completions(database).claim(completion).blockOptional(LIMIT)).isEmpty();

        clock.advance(Duration.ofMillis(1));
        assertThat(completions(database).claim(completion).blockOptional(LIMIT)).isPresent();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void isGivenBackByItsClaimantAlone(MongoDatabase database) {
        var completion = new Completion(RUN, BARRIER);
        var claimant = completions(database);
        claimant.open(RUN, BARRIER).block(LIMIT);
        claimant.claim(completion).block(LIMIT);

        completions(database).release(completion).block(LIMIT);
        assertThat(claimant.due().collectList().block(LIMIT)).isEmpty();

        claimant.release(completion).block(LIMIT);
        assertThat(claimant.due().collectList().block(LIMIT)).isEmpty();
        clock.advance(Duration.ofSeconds(5));
        assertThat(claimant.due().collectList().block(LIMIT)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void isNotedByItsClaimantAlone(MongoDatabase database) {
        var completion = new Completion(RUN, BARRIER);
        var died = completions(database);
        var successor = completions(database);
        died.open(RUN, BARRIER).block(LIMIT);
        died.claim(completion).block(LIMIT);
        clock.advance(LEASE);
        successor.claim(completion).block(LIMIT);

        assertThat(died.renew(completion).block(LIMIT)).isFalse();
        died.announced(completion, 7).block(LIMIT);
        assertThat(died.announcement("run").block(LIMIT)).isEqualTo(new Completions.Announcement(false, 0));

        assertThat(successor.renew(completion).block(LIMIT)).isTrue();
        successor.announced(completion, 1).block(LIMIT);
        assertThat(died.announcement("run").block(LIMIT)).isEqualTo(new Completions.Announcement(true, 1));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void isFoundByAnIndexAndForgottenInTheEnd(MongoDatabase database) {
        completions(database).createIndexes().block(LIMIT);
        completions(database).createIndexes().block(LIMIT);
        completions(database).open(RUN, BARRIER).block(LIMIT);

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
    void readsTheSummaryOutOfTheBarrierItKept(MongoDatabase database) {
        var run = new TestImport("b", "run", 3);
        try (var topic = new RosterTopic()) {
            var barrier = topic.bytes(run.barrier(0, 1, 0, RosterDigest.EMPTY, List.of(totals(RecordType.PERSON, 1))));

            var summary =
                    completions(database).summary(new Completion(RUN, barrier)).block(LIMIT);

            assertThat(Objects.requireNonNull(summary).getTotals())
                    .singleElement()
                    .satisfies(line -> assertThat(line.getSourceCount()).isEqualTo(1));
        }
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
        new Businesses(database).note(Map.of("b", 4L)).block(LIMIT);

        var receipt = receipt(database, totals(RecordType.PERSON, 1, "s1"));

        assertThat(receipt.superseded()).isTrue();
        assertThat(receipt.differences()).isNegative();
        assertThat(receipt.lines()).isEmpty();
    }

    private static Receipt receipt(MongoDatabase database, TypeTotals... totals) {
        return Objects.requireNonNull(new Receipts(
                        new RosterCount(database, Projection.CURRENT),
                        new Summaries(database, new MovableClock()),
                        new Businesses(database))
                .of(RUN, List.of(totals))
                .block(LIMIT));
    }

    private Completions completions(MongoDatabase database) {
        var avro = new AvroDeserializer();
        avro.configure(Map.of("schema.registry.url", TestRegistry.url(), "specific.avro.reader", true), false);
        return new Completions(
                database, new RosterRecords(avro, Topics.ROSTER_RECORDS), SETTINGS, TestLedger.SETTINGS, clock);
    }

    private static void store(MongoDatabase database, String collection, String id, boolean active) {
        var sourceId = id.substring(2);
        Mono.from(database.getCollection(collection)
                        .insertOne(new Document("_id", id)
                                .append("sourceId", sourceId)
                                .append("present", active)
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
