package com.pickatime.contacts.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoDatabase;
import com.pickatime.contacts.store.WriteReport.Counts;
import com.pickatime.contacts.testing.RefusingStore;
import com.pickatime.local.testing.TestDatabases;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.ids.ImportId;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class SourceIdsIT {

    private static final BusinessId BUSINESS = new BusinessId("b");
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final StoreSettings SETTINGS = new StoreSettings(7, 4, 3, Duration.ofMillis(5));
    private static final ContactId FIRST = ContactId.first(BUSINESS, "s1");
    private static final ContactId SECOND = ContactId.derived(BUSINESS, "s1", 2);
    private static final ContactId ACCOUNT = new ContactId("an-account-of-old");

    static List<MongoDatabase> databases() {
        return TestDatabases.onEveryServer().toList();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void leadToTheContactThatTheyMade(MongoDatabase database) {
        write(database, upsert("s1", 1, "Bart"), upsert("s2", 1, "Lisa"));

        assertThat(new SourceIds(database)
                        .contacts(BUSINESS, List.of("s2", "s1", "S1", ""))
                        .map(ContactView::id)
                        .collectList()
                        .block(LIMIT))
                .containsExactlyInAnyOrder(FIRST, ContactId.first(BUSINESS, "s2"));
        assertThat(holder(database, "S1")).isNull();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void leaveNothingOfThePredecessorToANewGeneration(MongoDatabase database) {
        write(database, upsert("s1", 3, "Bart"));
        update(database, FIRST, Updates.set("local.accessLevel", "ADMINISTRATOR"));

        assertThat(startGeneration(database, "s1")).isTrue();

        var predecessor = document(database, FIRST);
        assertThat(predecessor.getBoolean("present")).isFalse();
        assertThat(predecessor.getString("sourceId")).isNull();
        assertThat(predecessor.getString("formerSourceId")).isEqualTo("s1");
        assertThat(predecessor.get("local", Document.class)).containsEntry("accessLevel", "ADMINISTRATOR");
        var successor = Objects.requireNonNull(holder(database, "s1"));
        assertThat(successor.id()).isEqualTo(SECOND);
        assertThat(successor.isActive()).isTrue();
        assertThat(successor.generation()).isEqualTo(2);
        assertThat(successor.text("givenName")).isEqualTo("Bart");
        assertThat(successor.local()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void takeImportsToTheContactThatHoldsThemNowAndToNoOther(MongoDatabase database) {
        var writer = writer(database);
        writer.write(List.of(upsert("s1", 1, "Bart"), upsert("s2", 1, "Lisa"))).block(LIMIT);
        startGeneration(database, "s1");
        startGeneration(database, "s1");

        // the first time as an insert, the second time as an upsert
        assertThat(counts(writer, upsert("s1", 2, "Edna"), upsert("s2", 2, "Lisa S."), upsert("s3", 2, "Otto")))
                .isEqualTo(new Counts(1, 2, 0));
        assertThat(counts(writer, upsert("s1", 3, "Edna K."), upsert("s2", 3, "Lisa"), upsert("s3", 3, "Otto")))
                .isEqualTo(new Counts(0, 3, 0));

        assertThat(name(document(database, FIRST))).isEqualTo("Bart");
        assertThat(name(document(database, SECOND))).isEqualTo("Bart");
        assertThat(Objects.requireNonNull(holder(database, "s1")).text("givenName"))
                .isEqualTo("Edna K.");
        assertThat(present(database, "s1")).isEqualTo(1);
        assertThat(count(database)).isEqualTo(5);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void bringARemovalToTheContactThatHoldsThem(MongoDatabase database) {
        write(database, upsert("s1", 1, "Bart"));
        startGeneration(database, "s1");

        write(database, remove("s1", 2));

        assertThat(present(database, "s1")).isZero();
        assertThat(Objects.requireNonNull(holder(database, "s1")).present()).isFalse();
        write(database, upsert("s1", 3, "Edna"));
        assertThat(document(database, SECOND).getBoolean("present")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void changeNothingWhenEverythingIsDeliveredAgain(MongoDatabase database) {
        write(database, upsert("s1", 1, "Bart"));
        startGeneration(database, "s1");
        write(database, upsert("s1", 2, "Edna"));
        var before = all(database);

        assertThat(write(database, upsert("s1", 1, "Bart"), upsert("s1", 2, "Edna")))
                .isEqualTo(new Counts(0, 0, 2));

        assertThat(all(database)).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void refuseAMoveFromAContactThatChangedSinceItWasRead(MongoDatabase database) {
        write(database, upsert("s1", 1, "Bart"));
        var sourceIds = new SourceIds(database);
        var read = Objects.requireNonNull(holder(database, "s1"));
        var next = Objects.requireNonNull(sourceIds.prepareNext(read, "s1").block(LIMIT));
        write(database, upsert("s1", 2, "Edna"));

        assertThat(sourceIds.move(BUSINESS, "s1", read, next).block(LIMIT)).isFalse();

        assertThat(Objects.requireNonNull(holder(database, "s1")).id()).isEqualTo(FIRST);
        assertThat(present(database, "s1")).isEqualTo(1);
        assertThat(startGeneration(database, "s1")).isTrue();
        assertThat(Objects.requireNonNull(holder(database, "s1")).generation())
                .as("no generation is used twice")
                .isEqualTo(3);
    }

    /** Two instances write what is read and delivered again at any time, while source IDs move on. */
    @ParameterizedTest
    @MethodSource("databases")
    void haveOneHolderWithTheNewestOfItWhateverIsInFlightWhileTheyMove(MongoDatabase database) {
        var people = IntStream.range(0, 12).mapToObj(i -> "s" + i).toList();
        write(database, people.stream().map(id -> upsert(id, 1, "name 1")).toArray(RosterChange[]::new));
        var writers = Flux.range(0, 2)
                .flatMap(instance -> Flux.fromStream(
                                LongStream.rangeClosed(1, 25).boxed())
                        .concatMap(revision -> writer(database)
                                .write(people.stream()
                                        .map(id -> upsert(id, revision, "name " + revision))
                                        .toList()))
                        .subscribeOn(Schedulers.boundedElastic()))
                .then();
        var moves = Flux.range(0, 3)
                .concatMap(round -> Flux.fromIterable(people)
                        .flatMap(id -> Mono.defer(() -> generation(database, id))
                                .filter(moved -> moved)
                                .repeatWhenEmpty(tries -> tries)
                                .subscribeOn(Schedulers.boundedElastic())))
                .then();

        Mono.when(writers, moves).block(LIMIT);

        for (var id : people) {
            assertThat(present(database, id)).as(id).isEqualTo(1);
            var holder = Objects.requireNonNull(holder(database, id));
            assertThat(holder.present()).as(id).isTrue();
            assertThat(holder.text("givenName")).as(id).isEqualTo("name 25");
            assertThat(holder.generation()).as(id).isGreaterThanOrEqualTo(4);
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void areFollowedWhereverBetweenTwoStepsOfAWriteTheyMove(MongoDatabase database) {
        for (int step = 1; step <= 3; step++) {
            Mono.from(database.getCollection("contacts").drop()).block(LIMIT);
            write(database, upsert("s1", 1, "Bart"));
            startGeneration(database, "s1");
            int before = step;
            var steps = new AtomicInteger();
            var store = RefusingStore.with(database, model -> false, () -> {
                if (steps.incrementAndGet() == before) {
                    startGeneration(database, "s1");
                }
                return 0;
            });

            new RosterWriter(store, new SourceIds(database), Projection.CURRENT, SETTINGS)
                    .write(List.of(upsert("s1", 2, "Edna")))
                    .block(LIMIT);

            assertThat(steps.get()).isGreaterThanOrEqualTo(step);
            var holder = Objects.requireNonNull(holder(database, "s1"));
            assertThat(holder.generation()).isEqualTo(3);
            assertThat(holder.text("givenName"))
                    .as("moved before step %d", step)
                    .isEqualTo("Edna");
            assertThat(present(database, "s1")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void areAdoptedByAContactOfOldBeforeAndAfterTheyWereImported(MongoDatabase database) {
        for (var imported : List.of(false, true)) {
            Mono.from(database.getCollection("contacts").drop()).block(LIMIT);
            storeAccount(database);
            if (imported) {
                write(database, upsert("s1", 1, "Bart"));
            }

            assertThat(move(database, "s1", ACCOUNT)).isTrue();
            write(database, upsert("s1", 2, "Bart"));

            var adopted = Objects.requireNonNull(holder(database, "s1"));
            assertThat(adopted.id()).isEqualTo(ACCOUNT);
            assertThat(adopted.isActive()).isTrue();
            assertThat(adopted.local()).containsEntry("accessLevel", "ADMINISTRATOR");
            assertThat(present(database, "s1")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void goBackToTheContactThatTheyMade(MongoDatabase database) {
        storeAccount(database);
        write(database, upsert("s1", 1, "Bart"));
        move(database, "s1", ACCOUNT);
        write(database, upsert("s1", 2, "Bart S."));

        assertThat(move(database, "s1", FIRST)).isTrue();

        assertThat(name(document(database, FIRST))).isEqualTo("Bart S.");
        write(database, upsert("s1", 3, "Bartholomew"));
        assertThat(name(document(database, FIRST))).isEqualTo("Bartholomew");
        assertThat(document(database, FIRST).getBoolean("present")).isTrue();
        assertThat(document(database, ACCOUNT).getBoolean("present")).isFalse();
        assertThat(move(database, "s1", ACCOUNT)).as("and forth again").isTrue();
        assertThat(Objects.requireNonNull(holder(database, "s1")).id()).isEqualTo(ACCOUNT);
        assertThat(present(database, "s1")).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void endAMoveBackThatWasCutOff(MongoDatabase database) {
        storeAccount(database);
        write(database, upsert("s1", 1, "Bart"));
        move(database, "s1", ACCOUNT);
        update(
                database,
                ACCOUNT,
                Updates.combine(
                        Updates.unset("sourceId"),
                        Updates.set("present", false),
                        Updates.set("redirects." + FIRST, FIRST.value())));

        write(database, upsert("s1", 2, "Bart S."));

        assertThat(Objects.requireNonNull(holder(database, "s1")).id()).isEqualTo(FIRST);
        assertThat(name(document(database, FIRST))).isEqualTo("Bart S.");
        assertThat(present(database, "s1")).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void goBackByAWayThatNobodyShortened(MongoDatabase database) {
        var another = new ContactId("another-account");
        storeAccount(database);
        storeAccount(database, another);
        write(database, upsert("s1", 1, "Bart"));
        move(database, "s1", another);
        move(database, "s1", ACCOUNT);
        update(database, FIRST, Updates.set("redirects." + FIRST, another.value()));
        write(database, upsert("s1", 2, "Bart S."));
        assertThat(Objects.requireNonNull(holder(database, "s1")).id()).isEqualTo(ACCOUNT);

        assertThat(move(database, "s1", FIRST)).isTrue();

        assertThat(Objects.requireNonNull(holder(database, "s1")).id()).isEqualTo(FIRST);
        assertThat(name(document(database, FIRST))).isEqualTo("Bart S.");
        assertThat(present(database, "s1")).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void bringWhatAMoveThatWasCutOffDidNotHandOver(MongoDatabase database) {
        write(database, upsert("s1", 1, "Bart"));
        var holder = Objects.requireNonNull(holder(database, "s1"));
        new SourceIds(database).prepareNext(holder, "s1").block(LIMIT);
        update(
                database,
                FIRST,
                Updates.combine(
                        Updates.unset("sourceId"),
                        Updates.set("present", false),
                        Updates.set("redirects." + FIRST, SECOND.value())));
        assertThat(holder(database, "s1")).as("nobody that anybody sees").isNull();

        write(database, upsert("s1", 2, "Edna"));

        assertThat(Objects.requireNonNull(holder(database, "s1")).id()).isEqualTo(SECOND);
        assertThat(present(database, "s1")).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void leaveAContactThatTheRosterCallsSomethingElseNow(MongoDatabase database) {
        write(database, upsert("s1", 1, "Bart"));
        startGeneration(database, "s1");
        assertThat(move(database, "n1", FIRST)).isTrue();

        write(database, upsert("n1", 2, "Bart"), upsert("s1", 2, "Edna"));

        assertThat(Objects.requireNonNull(holder(database, "n1")).id()).isEqualTo(FIRST);
        assertThat(name(document(database, FIRST))).isEqualTo("Bart");
        assertThat(Objects.requireNonNull(holder(database, "s1")).id()).isEqualTo(SECOND);
        assertThat(name(document(database, SECOND))).isEqualTo("Edna");
        assertThat(present(database, "n1")).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void areHeldOneByAContact(MongoDatabase database) {
        write(database, upsert("s1", 1, "Bart"), upsert("s2", 1, "Lisa"));

        assertThat(new SourceIds(database).prepare(BUSINESS, FIRST, "s2").block(LIMIT))
                .isFalse();
        assertThat(new SourceIds(database).prepare(BUSINESS, FIRST, "s1").block(LIMIT))
                .isFalse();
    }

    private static boolean startGeneration(MongoDatabase database, String sourceId) {
        return Objects.requireNonNull(generation(database, sourceId).block(LIMIT));
    }

    private static Mono<Boolean> generation(MongoDatabase database, String sourceId) {
        var sourceIds = new SourceIds(database);
        return sourceIds
                .contact(BUSINESS, sourceId)
                .flatMap(holder -> sourceIds
                        .prepareNext(holder, sourceId)
                        .flatMap(next -> sourceIds.move(BUSINESS, sourceId, holder, next)))
                .defaultIfEmpty(false);
    }

    private static boolean move(MongoDatabase database, String sourceId, ContactId to) {
        var sourceIds = new SourceIds(database);
        assertThat(sourceIds.prepare(BUSINESS, to, sourceId).block(LIMIT)).isTrue();
        return Objects.requireNonNull(sourceIds
                .move(BUSINESS, sourceId, holder(database, sourceId), to)
                .block(LIMIT));
    }

    private static void storeAccount(MongoDatabase database) {
        storeAccount(database, ACCOUNT);
    }

    private static void storeAccount(MongoDatabase database, ContactId account) {
        Mono.from(database.getCollection("contacts")
                        .insertOne(new Document("_id", ContactKey.of(BUSINESS, account))
                                .append("businessId", "b")
                                .append("present", false)
                                .append("local", new Document("accessLevel", "ADMINISTRATOR"))))
                .block(LIMIT);
    }

    private static @Nullable ContactView holder(MongoDatabase database, String sourceId) {
        return new SourceIds(database).contact(BUSINESS, sourceId).block(LIMIT);
    }

    private static long present(MongoDatabase database, String sourceId) {
        return Objects.requireNonNull(Mono.from(database.getCollection("contacts")
                        .countDocuments(Filters.and(
                                BusinessRange.of(BUSINESS),
                                Filters.eq("present", true),
                                Filters.eq("sourceId", sourceId))))
                .block(LIMIT));
    }

    private static long count(MongoDatabase database) {
        return all(database).size();
    }

    private static List<Document> all(MongoDatabase database) {
        return Objects.requireNonNull(
                Flux.from(database.getCollection("contacts").find())
                        .sort((one, other) -> one.getString("_id").compareTo(other.getString("_id")))
                        .collectList()
                        .block(LIMIT));
    }

    private static Document document(MongoDatabase database, ContactId contact) {
        return Objects.requireNonNull(Mono.from(
                        database.getCollection("contacts").find(Filters.eq("_id", ContactKey.of(BUSINESS, contact))))
                .block(LIMIT));
    }

    private static void update(MongoDatabase database, ContactId contact, Bson update) {
        Mono.from(database.getCollection("contacts")
                        .updateOne(Filters.eq("_id", ContactKey.of(BUSINESS, contact)), update))
                .block(LIMIT);
    }

    private static String name(Document contact) {
        return contact.get("roster", Document.class).getString("givenName");
    }

    private static Counts write(MongoDatabase database, RosterChange... changes) {
        var counts = new Counts(0, 0, 0);
        for (var change : changes) {
            counts = counts.plus(counts(writer(database), change));
        }
        return counts;
    }

    private static Counts counts(RosterWriter writer, RosterChange... changes) {
        var report = Objects.requireNonNull(writer.write(List.of(changes)).block(LIMIT));
        assertThat(report.refused()).isEmpty();
        return Objects.requireNonNull(report.counts().get(RosterCollection.CONTACTS));
    }

    private static RosterWriter writer(MongoDatabase database) {
        return new RosterWriter(database, new SourceIds(database), Projection.CURRENT, SETTINGS);
    }

    private static RosterChange upsert(String sourceId, long revision, String name) {
        var hash = new byte[16];
        hash[0] = (byte) revision;
        return new RosterChange(
                RosterCollection.CONTACTS,
                BUSINESS,
                sourceId,
                revision,
                new ImportId("run-" + revision),
                new RosterContent(hash, new BsonDocument("givenName", new BsonString(name))));
    }

    private static RosterChange remove(String sourceId, long revision) {
        return new RosterChange(
                RosterCollection.CONTACTS, BUSINESS, sourceId, revision, new ImportId("run-" + revision), null);
    }
}
