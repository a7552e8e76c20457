package com.pickatime.contacts.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.store.WriteReport.Counts;
import com.pickatime.contacts.testing.RefusingStore;
import com.pickatime.contacts.testing.TestContacts;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ImportId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bson.BsonDocument;
import org.bson.BsonMaximumSizeExceededException;
import org.bson.BsonString;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class RosterWriterIT {

    private static final BusinessId BUSINESS = new BusinessId("b");
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String POISON = "poison";
    private static final StoreSettings SETTINGS = new StoreSettings(7, 4, 3, Duration.ofMillis(5));

    static List<MongoDatabase> databases() {
        return TestDatabases.onEveryServer().toList();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void createsThenUpdates(MongoDatabase database) {
        assertThat(write(database, upsert("s1", 1, "Bart"))).isEqualTo(new Counts(1, 0, 0));
        assertThat(write(database, upsert("s1", 2, "Bartholomew"))).isEqualTo(new Counts(0, 1, 0));

        assertThat(document(database, "s1"))
                .isEqualTo(BsonDocument.parse("""
                {"_id": "%s", "businessId": "b", "sourceId": "s1", "generation": 1, "projection": %d, "importId": "run-2",
                 "present": true,
                 "revision": {"$numberLong": "2"}, "rosterRevision": {"$numberLong": "2"},
                 "removedRevision": {"$numberLong": "0"},
                 "hash": {"$binary": {"base64": "AgAAAAAAAAAAAAAAAAAAAA==", "subType": "00"}},
                 "roster": {"givenName": "Bartholomew"}}""".formatted(TestContacts.key("b", "s1"), Projection.CURRENT.number())));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void ignoresAReplay(MongoDatabase database) {
        write(database, upsert("s1", 1, "Bart"));
        var before = document(database, "s1");

        assertThat(write(database, upsert("s1", 1, "Bart"))).isEqualTo(new Counts(0, 0, 1));
        assertThat(document(database, "s1")).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void neverReplacesNewerWithOlder(MongoDatabase database) {
        write(database, upsert("s1", 5, "Bart"));

        assertThat(write(database, upsert("s1", 4, "El Barto"))).isEqualTo(new Counts(0, 0, 1));
        assertThat(name(document(database, "s1"))).isEqualTo("Bart");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void keepsTheLastKnownFieldsOfWhatIsRemovedAndRestoresIt(MongoDatabase database) {
        write(database, upsert("s1", 1, "Bart"), remove("s1", 2));

        assertThat(document(database, "s1").getBoolean("present").getValue()).isFalse();
        assertThat(name(document(database, "s1"))).isEqualTo("Bart");

        write(database, upsert("s1", 3, "Bart S."));

        assertThat(document(database, "s1").getBoolean("present").getValue()).isTrue();
        assertThat(name(document(database, "s1"))).isEqualTo("Bart S.");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void staysRemovedWhenAnOlderChangeComesLate(MongoDatabase database) {
        write(database, remove("s1", 2));
        write(database, upsert("s1", 1, "Bart"));

        assertThat(document(database, "s1").getBoolean("present").getValue()).isFalse();
        assertThat(document(database, "s1").getInt64("revision").getValue()).isEqualTo(2);
        assertThat(name(document(database, "s1")))
                .as("fields of the late change")
                .isEqualTo("Bart");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void leavesLocalEditsAlone(MongoDatabase database) {
        write(database, upsert("s1", 1, "Bart"));
        Mono.from(database.getCollection("contacts")
                        .updateOne(
                                Filters.eq("_id", TestContacts.key("b", "s1")),
                                Updates.set("local.nickname", "El Barto")))
                .block(LIMIT);

        write(database, upsert("s1", 2, "Bartholomew"), remove("s1", 3), upsert("s1", 4, "Bart"));

        assertThat(document(database, "s1")
                        .getDocument("local")
                        .getString("nickname")
                        .getValue())
                .isEqualTo("El Barto");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void endsInTheSameDocumentsWhateverTheOrderAndHoweverOftenDelivered(MongoDatabase database) {
        for (int seed = 0; seed < 20; seed++) {
            var random = new Random(seed);
            var history = history(random);
            var shuffled = new ArrayList<RosterChange>(history);
            history.stream().filter(change -> random.nextBoolean()).forEach(shuffled::add);
            Collections.shuffle(shuffled, random);
            var inOrder = database.getCollection("contacts", BsonDocument.class);
            Mono.from(inOrder.drop()).block(LIMIT);
            history.forEach(change -> write(database, change));
            var expected = all(database);
            Mono.from(inOrder.drop()).block(LIMIT);

            shuffled.forEach(change -> write(database, change));

            assertThat(all(database)).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void lets64WritersRaceForOneDocument(MongoDatabase database) {
        var revisions = LongStream.rangeClosed(1, 64).boxed().toList();

        var reports = Flux.fromIterable(revisions)
                .flatMap(
                        revision -> writer(database)
                                .write(List.of(upsert("s1", revision, "Bart " + revision)))
                                .subscribeOn(Schedulers.boundedElastic()),
                        64)
                .reduce(WriteReport.NOTHING, WriteReport::plus)
                .block(LIMIT);

        var counts = Objects.requireNonNull(reports).counts().get(RosterCollection.CONTACTS);
        assertThat(Objects.requireNonNull(counts).created()).isEqualTo(1);
        assertThat(counts.created() + counts.updated() + counts.stale()).isEqualTo(64);
        assertThat(all(database)).hasSize(1);
        assertThat(name(document(database, "s1"))).isEqualTo("Bart 64");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void writesManyCollectionsInChunks(MongoDatabase database) {
        var changes = new ArrayList<RosterChange>();
        for (var collection : RosterCollection.values()) {
            IntStream.range(0, 50).forEach(i -> changes.add(change(collection, "s" + i, 1, "n" + i)));
        }

        var report = Objects.requireNonNull(writer(database).write(changes).block(LIMIT));

        assertThat(report.counts())
                .hasSize(7)
                .allSatisfy((collection, counts) -> assertThat(counts).isEqualTo(new Counts(50, 0, 0)));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void countsAMixOfNewKnownAndStaleChangesRightWhicheverWayTheyAreWritten(MongoDatabase database) {
        var writer = writer(database);
        var known = IntStream.range(0, 6).mapToObj(i -> upsert("s" + i, 2, "n")).toList();
        writer.write(known).block(LIMIT);
        var mix = List.of(
                upsert("s0", 3, "newer"), upsert("s1", 1, "stale"), upsert("s2", 2, "same"), upsert("new", 3, "new"));

        var inserting = Objects.requireNonNull(writer.write(mix).block(LIMIT));
        var updating = Objects.requireNonNull(writer.write(mix).block(LIMIT));

        assertThat(inserting.counts()).containsEntry(RosterCollection.CONTACTS, new Counts(1, 1, 2));
        assertThat(updating.counts()).containsEntry(RosterCollection.CONTACTS, new Counts(0, 0, 4));
    }

    /** 2 and 10334 are known to blame a document, 4242 is known to nobody. */
    @ParameterizedTest
    @MethodSource("databases")
    void refusesOnlyWhatTheStoreWillNotTakeAtTheFirstAndAtTheSecondAttempt(MongoDatabase database) {
        var known =
                IntStream.range(0, 10).mapToObj(i -> upsert("s" + i, 1, "n")).toList();
        writer(database).write(known).block(LIMIT);
        for (int code : new int[] {2, 10_334, 4_242}) {
            var store = RefusingStore.with(database, RosterWriterIT::isPoisoned, () -> code);
            var changes = new ArrayList<RosterChange>();
            IntStream.range(0, 20).forEach(i -> changes.add(upsert("s" + i, code, i % 6 == 0 ? POISON : "next")));

            var report = Objects.requireNonNull(
                    new RosterWriter(store, new SourceIds(database), Projection.CURRENT, SETTINGS)
                            .write(changes)
                            .block(LIMIT));

            assertThat(report.refused())
                    .extracting(RosterChange::sourceId)
                    .containsExactlyInAnyOrder("s0", "s6", "s12", "s18");
            assertThat(all(database).values().stream()
                            .filter(contact -> name(contact).equals("next")))
                    .as("code %d", code)
                    .hasSize(16);
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void refusesOnlyWhatSpoilsTheWholeRequest(MongoDatabase database) {
        var store = RefusingStore.failing(
                database, RosterWriterIT::isPoisoned, new BsonMaximumSizeExceededException("too large"));
        var changes = IntStream.range(0, 20)
                .mapToObj(i -> upsert("s" + i, 1, i == 5 || i == 17 ? POISON : "n"))
                .toList();

        var report =
                Objects.requireNonNull(new RosterWriter(store, new SourceIds(database), Projection.CURRENT, SETTINGS)
                        .write(changes)
                        .block(LIMIT));

        assertThat(report.refused()).extracting(RosterChange::sourceId).containsExactlyInAnyOrder("s5", "s17");
        assertThat(all(database)).hasSize(18);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void writesAgainWhatMetAnotherWriterOnAServerWithOptimisticConflicts(MongoDatabase database) {
        var conflicts = new AtomicInteger(3);
        var store = RefusingStore.with(
                database, RosterWriterIT::isPoisoned, () -> conflicts.getAndDecrement() > 0 ? 112 : 0);

        var report =
                Objects.requireNonNull(new RosterWriter(store, new SourceIds(database), Projection.CURRENT, SETTINGS)
                        .write(List.of(upsert("s1", 1, POISON), upsert("s2", 1, "n")))
                        .block(LIMIT));

        assertThat(report.refused()).isEmpty();
        assertThat(all(database)).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void blamesNoDocumentForAServerThatTakesNothing(MongoDatabase database) {
        for (int code : new int[] {112, 13, 10_107, 14_031}) {
            var store = RefusingStore.with(database, RosterWriterIT::isPoisoned, () -> code);

            assertThatThrownBy(() -> new RosterWriter(store, new SourceIds(database), Projection.CURRENT, SETTINGS)
                            .write(List.of(upsert("s1", 1, POISON)))
                            .block(LIMIT))
                    .as("code %d", code)
                    .isInstanceOf(MongoBulkWriteException.class);
        }
    }

    private static boolean isPoisoned(WriteModel<?> model) {
        return model.toString().contains(POISON);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void findsOneBusinessByRangeAndNoOther(MongoDatabase database) {
        write(database, upsert("s1", 1, "Bart"));
        var neighbours = List.of("a", "b-", "b0", "ba", "c");
        neighbours.forEach(business -> writer(database)
                .write(List.of(new RosterChange(
                        RosterCollection.CONTACTS,
                        new BusinessId(business),
                        "s1",
                        1,
                        new ImportId("run"),
                        content(1, "Other"))))
                .block(LIMIT));

        var found = Flux.from(database.getCollection("contacts").find(BusinessRange.of(BUSINESS)))
                .map(document -> document.getString("sourceId"))
                .collectList()
                .block(LIMIT);

        assertThat(found).containsExactly("s1");
    }

    /** A few entities, each with upserts and removals of rising revisions; equal revisions are equal changes. */
    private static List<RosterChange> history(Random random) {
        var history = new ArrayList<RosterChange>();
        for (int entity = 0; entity < 4; entity++) {
            int runs = 1 + random.nextInt(5);
            for (int revision = 1; revision <= runs; revision++) {
                history.add(
                        random.nextInt(3) == 0
                                ? remove("s" + entity, revision)
                                : upsert("s" + entity, revision, "name " + entity + "/" + revision));
            }
        }
        return history;
    }

    private static Counts write(MongoDatabase database, RosterChange... changes) {
        var counts = new Counts(0, 0, 0);
        for (var change : changes) {
            var report = Objects.requireNonNull(
                    writer(database).write(List.of(change)).block(LIMIT));
            counts = counts.plus(Objects.requireNonNull(report.counts().get(change.collection())));
            assertThat(report.refused()).isEmpty();
        }
        return counts;
    }

    private static RosterWriter writer(MongoDatabase database) {
        return new RosterWriter(database, new SourceIds(database), Projection.CURRENT, SETTINGS);
    }

    private static RosterChange upsert(String sourceId, long revision, String name) {
        return change(RosterCollection.CONTACTS, sourceId, revision, name);
    }

    private static RosterChange change(RosterCollection collection, String sourceId, long revision, String name) {
        return new RosterChange(
                collection, BUSINESS, sourceId, revision, new ImportId("run-" + revision), content(revision, name));
    }

    private static RosterContent content(long revision, String name) {
        var hash = new byte[16];
        hash[0] = (byte) revision;
        return new RosterContent(hash, new BsonDocument("givenName", new BsonString(name)));
    }

    private static RosterChange remove(String sourceId, long revision) {
        return new RosterChange(
                RosterCollection.CONTACTS, BUSINESS, sourceId, revision, new ImportId("run-" + revision), null);
    }

    private static String name(BsonDocument document) {
        return document.getDocument("roster").getString("givenName").getValue();
    }

    private static BsonDocument document(MongoDatabase database, String sourceId) {
        return Objects.requireNonNull(all(database).get(TestContacts.key("b", sourceId)));
    }

    private static Map<String, BsonDocument> all(MongoDatabase database) {
        return Objects.requireNonNull(
                Flux.from(database.getCollection("contacts", BsonDocument.class).find())
                        .collectMap(document -> document.getString("_id").getValue())
                        .block(LIMIT));
    }
}
