package com.pickatime.contacts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.ledger.ProcessedRecord.Outcome;
import com.pickatime.contacts.testing.RefusingStore;
import com.pickatime.contacts.testing.TestLedger;
import com.pickatime.local.testing.MovableClock;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import com.pickatime.schemas.digest.RosterDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bson.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class ImportLedgerIT {

    private static final BusinessId BUSINESS = new BusinessId("b");
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final RunKey RUN = new RunKey(new ImportId("run"), new BusinessId("business"), 3);
    private static final RunKey OTHER_RUN = new RunKey(new ImportId("run2"), new BusinessId("business"), 4);

    static List<MongoDatabase> databases() {
        return TestDatabases.onEveryServer().toList();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void countsEachRecordOnceHoweverOftenAndInWhateverPiecesItIsDelivered(MongoDatabase database) {
        var ledger = ledger(database);
        ledger.enter(applied(0, 0, 10), Map.of()).block(LIMIT);
        ledger.enter(applied(0, 0, 10), Map.of()).block(LIMIT);
        ledger.enter(applied(0, 5, 15), Map.of()).block(LIMIT);
        ledger.enter(applied(0, 2, 4), Map.of()).block(LIMIT);

        assertThat(counts(ledger, RUN).applied()).isEqualTo(15);
        assertThat(offsets(database)).containsExactly(Map.entry(0, 14L));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void isOverWhenEveryBarrierIsInAndSaysWhetherTheRecordsAgree(MongoDatabase database) {
        var ledger = ledger(database);
        ledger.enter(applied(0, 0, 3), Map.of()).block(LIMIT);
        ledger.enter(List.of(barrier(0, 3, 3, digest(0, 0, 3))), Map.of()).block(LIMIT);

        assertThat(counts(ledger, RUN).hasAllBarriers(2)).isFalse();

        ledger.enter(List.of(refused(1, 0, RUN), barrier(1, 1, 1, digest(1, 0, 1))), Map.of())
                .block(LIMIT);

        assertThat(counts(ledger, RUN)).isEqualTo(new ImportCounts(RUN, 3, 1, 4, 2, true));
        assertThat(counts(ledger, RUN).hasAllBarriers(2)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void noticesARecordThatTookTheOtherOnesPlace(MongoDatabase database) {
        var ledger = ledger(database);
        ledger.enter(applied(0, 0, 3), Map.of()).block(LIMIT);
        ledger.enter(List.of(barrier(0, 3, 3, digest(0, 1, 4))), Map.of()).block(LIMIT);

        assertThat(counts(ledger, RUN).sameRecords()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void keepsImportsApartAlsoWhenOneIdStartsWithAnother(MongoDatabase database) {
        var ledger = ledger(database);
        ledger.enter(List.of(applied(0, 0, RUN), applied(0, 1, OTHER_RUN), applied(0, 2, OTHER_RUN)), Map.of())
                .block(LIMIT);

        assertThat(counts(ledger, RUN).applied()).isEqualTo(1);
        assertThat(counts(ledger, OTHER_RUN).applied()).isEqualTo(2);
        assertThat(ledger.counts(new ImportId("ru")).blockOptional(LIMIT)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void advancesTheOffsetPastARecordOfNoKnownImport(MongoDatabase database) {
        var ledger = ledger(database);
        var unknown = new ProcessedRecord(4, 0, null, Outcome.REFUSED, RosterDigest.EMPTY, null);

        ledger.enter(List.of(unknown), Map.of()).block(LIMIT);

        assertThat(offsets(database)).containsExactly(Map.entry(4, 0L));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void entersNothingBehindAGapAndSaysFromWhereToReadAgain(MongoDatabase database) {
        var ledger = ledger(database);
        ledger.enter(applied(0, 0, 5), Map.of()).block(LIMIT);
        var later = new ArrayList<>(applied(0, 8, 10));
        later.addAll(applied(1, 0, 2));

        var gaps = ledger.enter(later, Map.of()).block(LIMIT);

        assertThat(gaps).containsExactly(Map.entry(0, 4L));
        assertThat(counts(ledger, RUN).applied()).isEqualTo(7);
        assertThat(offsets(database)).containsOnly(Map.entry(0, 4L), Map.entry(1, 1L));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void acceptsAGapThatKafkaHasToo(MongoDatabase database) {
        var ledger = ledger(database);

        var gaps = ledger.enter(applied(0, 100, 110), Map.of(0, AppliedOffsets.NOTHING))
                .block(LIMIT);

        assertThat(gaps).isEmpty();
        assertThat(counts(ledger, RUN).applied()).isEqualTo(10);
        assertThat(offsets(database)).containsExactly(Map.entry(0, 109L));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void findsOutWhileIdleThatTheStoreWentBack(MongoDatabase database) {
        var ledger = ledger(database);
        ledger.enter(applied(0, 0, 5), Map.of()).block(LIMIT);
        assertThat(ledger.confirm(Map.of(0, 4L, 1, -1L), Map.of()).block(LIMIT)).isEmpty();

        Mono.from(database.getCollection("positions")
                        .updateOne(Filters.eq("_id", 0), Updates.set("appliedThrough", 2L)))
                .block(LIMIT);

        assertThat(ledger.confirm(Map.of(0, 4L, 1, -1L), Map.of()).block(LIMIT)).containsExactly(Map.entry(0, 2L));
        assertThat(ledger.confirm(Map.of(0, 4L), Map.of(0, 2L)).block(LIMIT))
                .as("nothing there to read")
                .isEmpty();
        assertThat(offsets(database)).containsExactly(Map.entry(0, 4L));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void countsOnceWhenTwoConsumersBelieveToOwnThePartition(MongoDatabase database) {
        var batches =
                IntStream.range(0, 20).mapToObj(i -> applied(0, 0, (i + 1) * 5)).toList();

        Flux.fromIterable(batches)
                .flatMap(batch -> ledger(database).enter(batch, Map.of()).subscribeOn(Schedulers.boundedElastic()), 8)
                .blockLast(LIMIT);

        var counts = counts(ledger(database), RUN);
        assertThat(counts.applied()).isEqualTo(100);
        assertThat(offsets(database)).containsExactly(Map.entry(0, 99L));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void remembersTheHighestRevisionOfABusiness(MongoDatabase database) {
        var revisions = new HighestRevisions(database);
        assertThat(revisions.of(BUSINESS).blockOptional(LIMIT)).isEmpty();

        revisions.note(Map.of(BUSINESS, 3L, new BusinessId("c"), 1L)).block(LIMIT);
        revisions.note(Map.of(BUSINESS, 2L)).block(LIMIT);
        new HighestRevisions(database).note(Map.of(BUSINESS, 2L)).block(LIMIT);

        assertThat(revisions.of(BUSINESS).block(LIMIT)).isEqualTo(3);
        assertThat(revisions.of(new BusinessId("c")).block(LIMIT)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void notesRevisionsAgainAfterTheStoreLostThem(MongoDatabase database) {
        var revisions = new HighestRevisions(database);
        revisions.note(Map.of(BUSINESS, 3L)).block(LIMIT);
        Mono.from(database.getCollection("businesses").drop()).block(LIMIT);

        revisions.forget();
        revisions.note(Map.of(BUSINESS, 3L)).block(LIMIT);

        assertThat(revisions.of(BUSINESS).block(LIMIT)).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void countsOnDespiteAnEntryOrAnOffsetThatCannotBeRead(MongoDatabase database) {
        Mono.from(database.getCollection("import_ledger")
                        .insertOne(new Document("_id", "run:0").append("importId", 17)))
                .block(LIMIT);
        Mono.from(database.getCollection("positions")
                        .insertOne(new Document("_id", 0).append("appliedThrough", "many")))
                .block(LIMIT);
        var ledger = ledger(database);

        ledger.enter(List.of(applied(0, 0, RUN), applied(0, 1, OTHER_RUN)), Map.of())
                .block(LIMIT);

        assertThat(counts(ledger, RUN).applied()).isEqualTo(1);
        assertThat(counts(ledger, OTHER_RUN).applied()).isEqualTo(1);
        assertThat(offsets(database)).containsExactly(Map.entry(0, 1L));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void countsTheOthersWhereTheStoreRefusesOneImportsEntry(MongoDatabase database) {
        var ledger = TestLedger.in(
                RefusingStore.with(database, model -> model.toString().contains("run2:0"), () -> 10_334));

        ledger.enter(List.of(applied(0, 0, RUN), applied(0, 1, OTHER_RUN)), Map.of())
                .block(LIMIT);

        assertThat(counts(ledger, RUN).applied()).isEqualTo(1);
        assertThat(ledger.counts(OTHER_RUN.importId()).blockOptional(LIMIT)).isEmpty();
        assertThat(offsets(database)).containsExactly(Map.entry(0, 1L));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void notesTheOtherRevisionsWhereTheStoreRefusesOneBusiness(MongoDatabase database) {
        var revisions = new HighestRevisions(
                RefusingStore.with(database, model -> model.toString().contains("poisoned"), () -> 17_280));

        revisions.note(Map.of(new BusinessId("poisoned"), 3L, BUSINESS, 2L)).block(LIMIT);

        assertThat(revisions.of(BUSINESS).block(LIMIT)).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void forgetsAnImportLongAfterItMoved(MongoDatabase database) {
        var clock = new MovableClock();
        var entries = new LedgerEntries(database, TestLedger.SETTINGS, clock);
        entries.createIndexes().block(LIMIT);
        var ledger = new ImportLedger(entries, new AppliedOffsets(database));
        ledger.enter(applied(0, 0, 1), Map.of()).block(LIMIT);
        clock.advance(Duration.ofDays(1));
        ledger.enter(applied(0, 1, 2), Map.of()).block(LIMIT);

        var entry = Objects.requireNonNull(
                Mono.from(database.getCollection("import_ledger").find()).block(LIMIT));
        assertThat(entry.getDate("expireAt")).isEqualTo(clock.instant().plus(TestLedger.SETTINGS.history()));
        assertThat(Flux.from(database.getCollection("import_ledger").listIndexes())
                        .collectList()
                        .block(LIMIT))
                .anySatisfy(index -> assertThat(index)
                        .containsEntry("key", new Document("expireAt", 1))
                        .containsKey("expireAfterSeconds"));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void beginsAPartitionAnewWhoseTopicIsAnother(MongoDatabase database) {
        var ledger = ledger(database);
        ledger.appliedThrough("topic-1", List.of(0, 1)).block(LIMIT);
        ledger.enter(applied(0, 0, 10), Map.of()).block(LIMIT);
        ledger.enter(applied(1, 0, 10), Map.of()).block(LIMIT);
        assertThat(ledger.appliedThrough("topic-1", List.of(0, 2)).block(LIMIT))
                .containsOnly(Map.entry(0, 9L), Map.entry(2, AppliedOffsets.NOTHING));

        assertThat(ledger.appliedThrough("topic-2", List.of(0)).block(LIMIT)).containsOnly(Map.entry(0, -1L));
        ledger.enter(applied(0, 0, 3), Map.of()).block(LIMIT);

        assertThat(counts(ledger, RUN).applied()).isEqualTo(23);
        assertThat(offsets(database)).containsEntry(0, 2L).containsEntry(1, 9L);
    }

    private static ImportLedger ledger(MongoDatabase database) {
        return TestLedger.in(database);
    }

    private static ImportCounts counts(ImportLedger ledger, RunKey run) {
        return Objects.requireNonNull(ledger.counts(run.importId()).block(LIMIT));
    }

    private static Map<Integer, Long> offsets(MongoDatabase database) {
        return Objects.requireNonNull(new AppliedOffsets(database).all().block(LIMIT));
    }

    private static List<ProcessedRecord> applied(int partition, long from, long to) {
        return LongStream.range(from, to)
                .mapToObj(offset -> applied(partition, offset, RUN))
                .toList();
    }

    private static ProcessedRecord applied(int partition, long offset, RunKey run) {
        return new ProcessedRecord(partition, offset, run, Outcome.APPLIED, recordDigest(partition, offset), null);
    }

    private static ProcessedRecord refused(int partition, long offset, RunKey run) {
        return new ProcessedRecord(partition, offset, run, Outcome.REFUSED, recordDigest(partition, offset), null);
    }

    private static ProcessedRecord barrier(int partition, long offset, long records, RosterDigest digest) {
        return new ProcessedRecord(
                partition, offset, RUN, Outcome.BARRIER, RosterDigest.EMPTY, new Barrier(records, digest));
    }

    private static RosterDigest digest(int partition, long from, long to) {
        return LongStream.range(from, to)
                .mapToObj(offset -> recordDigest(partition, offset))
                .reduce(RosterDigest.EMPTY, RosterDigest::plus);
    }

    private static RosterDigest recordDigest(int partition, long offset) {
        return new RosterDigest(partition + 1L, offset + 1L);
    }
}
