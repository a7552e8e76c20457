package com.pickatime.local.infrastructure.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.Binary;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What the services rely on when they write; every kind of server is held to it. */
@ParameterizedClass
@MethodSource("com.pickatime.local.infrastructure.store.StoreServer#all")
class StoreWritesIT extends StoreContract {

    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);
    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);
    private static final int DUPLICATE = 11000;

    StoreWritesIT(StoreServer server) {
        super(server);
    }

    @Test
    void readsBackEveryTypeItWasGiven() {
        var thing = thing("all")
                .append("text", "Zoë \u0000 \uD83D\uDE00")
                .append("int", 1)
                .append("long", Long.MAX_VALUE - 1)
                .append("double", -0.5)
                .append("yes", true)
                .append("nothing", null)
                .append("date", new Date(1_700_000_000_123L))
                .append("id", new ObjectId())
                .append("binary", new Binary(new byte[] {0, 1, (byte) 255}))
                .append("nested", new Document("list", List.of(new Document("a", 1), "b")));

        things.insertOne(thing);

        assertThat(things.find(eq("_id", "all")).first()).isEqualTo(thing);
    }

    @Test
    void refusesASecondDocumentWithOneId() {
        things.insertOne(thing("a"));

        assertThatThrownBy(() -> things.insertOne(thing("a")))
                .isInstanceOfSatisfying(
                        MongoWriteException.class, e -> assertThat(e.getCode()).isEqualTo(DUPLICATE));
    }

    @Test
    void takesOneAndOnePointZeroForTheSameId() {
        things.insertOne(thing(1));

        assertThatThrownBy(() -> things.insertOne(thing(1.0))).isInstanceOf(MongoWriteException.class);
        assertThat(ids(eq("_id", 1L))).hasSize(1);
    }

    @Test
    void tellsLargeNumbersApart() {
        things.insertMany(List.of(thing(Long.MAX_VALUE), thing(Long.MAX_VALUE - 1)));

        assertThat(ids(eq("_id", Long.MAX_VALUE - 1))).containsExactly(Long.MAX_VALUE - 1);
    }

    @Test
    void reportsEachDuplicateOfAnUnorderedBulkAndDoesTheRest() {
        things.insertOne(thing("b"));

        var failure = catchThrowableOfType(
                MongoBulkWriteException.class,
                () -> things.bulkWrite(
                        List.of(
                                new InsertOneModel<>(thing("a")),
                                new InsertOneModel<>(thing("b")),
                                new InsertOneModel<>(thing("c")),
                                new InsertOneModel<>(thing("b"))),
                        UNORDERED));

        assertThat(failure.getWriteErrors())
                .extracting(BulkWriteError::getIndex)
                .containsExactly(1, 3);
        assertThat(failure.getWriteErrors()).allMatch(error -> error.getCode() == DUPLICATE);
        assertThat(ids(new Document())).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void stopsAnOrderedBulkAtTheFirstFailure() {
        things.insertOne(thing("a").append("revision", 5L));

        var failure = catchThrowableOfType(
                MongoBulkWriteException.class,
                () -> things.bulkWrite(List.of(guarded("b", 1), guarded("a", 4), guarded("c", 1))));

        assertThat(failure.getWriteErrors())
                .extracting(BulkWriteError::getIndex)
                .containsExactly(1);
        assertThat(ids(new Document())).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void countsWhatAnOrderedBulkHasDone() {
        things.insertOne(thing("a").append("revision", 1L));

        var result = things.bulkWrite(List.of(guarded("a", 2), guarded("b", 1), guarded("c", 1)));

        assertThat(result.getModifiedCount()).isEqualTo(1);
        assertThat(result.getUpserts()).extracting(upsert -> upsert.getIndex()).containsExactly(1, 2);
    }

    private static UpdateOneModel<Document> guarded(String id, long revision) {
        return new UpdateOneModel<>(
                and(eq("_id", id), lt("revision", revision)),
                Updates.combine(Updates.set("revision", revision), Updates.setOnInsert("first", revision)),
                UPSERT);
    }

    @Test
    void letsOnlyANewerRevisionThrough() {
        things.bulkWrite(List.of(guarded("a", 2)), UNORDERED);

        var stale = catchThrowableOfType(
                MongoBulkWriteException.class, () -> things.bulkWrite(List.of(guarded("a", 1)), UNORDERED));
        things.bulkWrite(List.of(guarded("a", 3)), UNORDERED);

        assertThat(stale.getWriteErrors().get(0).getCode()).isEqualTo(DUPLICATE);
        assertThat(things.find().first())
                .isEqualTo(thing("a").append("revision", 3L).append("first", 2L));
    }

    @Test
    void makesOneDocumentOfManyUpsertsAtOnce() throws Exception {
        var threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Object> upsert = () -> things.updateOne(eq("_id", "hot"), Updates.inc("count", 1), UPSERT);
            for (var done : threads.invokeAll(
                    IntStream.range(0, 200).mapToObj(i -> upsert).toList())) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }

        assertThat(things.find()).containsExactly(thing("hot").append("count", 200));
    }

    @Test
    void takesSetsApartFromUpdatesWithOperators() {
        things.insertOne(thing("a")
                .append("list", List.of(1))
                .append("low", 5)
                .append("high", 5)
                .append("gone", 1));

        things.updateOne(
                eq("_id", "a"),
                Updates.combine(
                        Updates.addToSet("list", 2),
                        Updates.min("low", 3),
                        Updates.max("high", 9),
                        Updates.unset("gone"),
                        Updates.set("deep.er", true)));

        assertThat(things.find().first())
                .isEqualTo(thing("a")
                        .append("list", List.of(1, 2))
                        .append("low", 3)
                        .append("high", 9)
                        .append("deep", new Document("er", true)));
    }

    @Test
    void updatesAndReturnsInOneStep() {
        var options = new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER);

        things.findOneAndUpdate(eq("_id", "counter"), Updates.inc("n", 1), options);
        var second = things.findOneAndUpdate(eq("_id", "counter"), Updates.inc("n", 1), options);

        assertThat(second).isEqualTo(thing("counter").append("n", 2));
    }

    @Test
    void dropsACollectionWithAllItHeld() {
        things.createIndex(Indexes.ascending("n"));
        things.insertOne(thing(1).append("n", 1));

        things.drop();

        assertThat(ids(eq("n", 1))).isEmpty();
        assertThat(things.listIndexes()).isEmpty();
        things.insertOne(thing(1));
        assertThat(things.countDocuments()).isEqualTo(1);
    }

    @Test
    void listsItsDatabases() {
        things.insertOne(thing(1));

        assertThat(client().listDatabaseNames()).contains(database().getName());
        assertThat(things.countDocuments()).isEqualTo(1);
    }

    @Test
    void replacesAWholeDocument() {
        things.insertOne(thing(1).append("old", true));

        var result = things.replaceOne(eq("_id", 1), new Document("fresh", true));

        assertThat(result.getModifiedCount()).isEqualTo(1);
        assertThat(things.find()).containsExactly(thing(1).append("fresh", true));
    }

    @Test
    void changesAndDeletesMany() {
        things.insertMany(IntStream.range(0, 20)
                .mapToObj(i -> thing(i).append("open", true))
                .toList());

        var updated = things.updateMany(lt("_id", 5), Updates.set("open", false));
        var deleted = things.deleteMany(eq("open", true));

        assertThat(updated.getModifiedCount()).isEqualTo(5);
        assertThat(deleted.getDeletedCount()).isEqualTo(15);
        assertThat(things.countDocuments()).isEqualTo(5);
    }

    @Test
    void deletesAndReturnsInOneStep() {
        things.insertOne(thing(1).append("n", 7));

        assertThat(things.findOneAndDelete(eq("_id", 1))).isEqualTo(thing(1).append("n", 7));
        assertThat(things.findOneAndDelete(eq("_id", 1))).isNull();
    }

    @Test
    void changesElementsOfArrays() {
        things.insertOne(thing(1).append("list", List.of("a", "b", "a")));

        things.updateOne(eq("_id", 1), Updates.pull("list", "a"));
        things.updateOne(eq("_id", 1), Updates.pushEach("list", List.of("c", "d")));
        things.updateOne(eq("_id", 1), Updates.addToSet("list", "c"));

        assertThat(things.find()).containsExactly(thing(1).append("list", List.of("b", "c", "d")));
    }

    @Test
    void mixesKindsOfWritesInOneBulk() {
        things.insertMany(List.of(thing(1), thing(2)));

        var result = things.bulkWrite(
                List.of(
                        new InsertOneModel<>(thing(3)),
                        new DeleteOneModel<>(eq("_id", 1)),
                        new UpdateOneModel<>(eq("_id", 2), Updates.set("n", 1)),
                        new ReplaceOneModel<>(eq("_id", 3), thing(3).append("n", 2))),
                UNORDERED);

        assertThat(result.getInsertedCount()).isEqualTo(1);
        assertThat(result.getDeletedCount()).isEqualTo(1);
        assertThat(result.getModifiedCount()).isEqualTo(2);
        assertThat(ids(new Document())).containsExactlyInAnyOrder(2, 3);
    }

    @Test
    void makesTheUpsertedDocumentFromItsFilter() {
        things.updateOne(and(eq("business", "b"), eq("number", 7)), Updates.set("name", "n"), UPSERT);

        assertThat(things.find().first())
                .containsEntry("business", "b")
                .containsEntry("number", 7)
                .containsEntry("name", "n")
                .containsKey("_id");
    }

    @Test
    void matchesWithoutModifyingWhenNothingChanges() {
        things.insertOne(thing(1).append("n", 1));

        var result = things.updateOne(eq("_id", 1), Updates.set("n", 1));

        assertThat(result.getMatchedCount()).isEqualTo(1);
        assertThat(result.getModifiedCount()).isZero();
    }

    @Test
    void neverChangesAnId() {
        things.insertOne(thing(1));

        assertThatThrownBy(() -> things.updateOne(eq("_id", 1), Updates.set("_id", 2)))
                .isInstanceOf(MongoWriteException.class);
        assertThat(ids(new Document())).containsExactly(1);
    }

    @Test
    void startsADroppedDatabaseAfresh() {
        things.insertOne(thing(1));

        database().drop();

        assertThat(things.countDocuments()).isZero();
        things.insertOne(thing(1));
        assertThat(things.countDocuments()).isEqualTo(1);
    }
}
