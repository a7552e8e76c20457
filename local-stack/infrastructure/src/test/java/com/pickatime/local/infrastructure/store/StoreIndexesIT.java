package com.pickatime.local.infrastructure.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateManyModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What the services rely on in indexes; every kind of server is held to it. */
@ParameterizedClass
@MethodSource("com.pickatime.local.infrastructure.store.StoreServer#all")
class StoreIndexesIT extends StoreContract {

    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    StoreIndexesIT(StoreServer server) {
        super(server);
    }

    @Test
    void findsByALeadingPartOfAnIndex() {
        things.createIndex(Indexes.ascending("business", "classes"));
        things.insertMany(List.of(
                thing(1).append("business", "x").append("classes", List.of("m", "p")),
                thing(2).append("business", "x").append("classes", List.of("p")),
                thing(3).append("business", "y").append("classes", List.of("p")),
                thing(4).append("business", "x")));

        assertThat(ids(and(eq("business", "x"), eq("classes", "p")))).containsExactlyInAnyOrder(1, 2);
        assertThat(ids(and(eq("business", "x"), in("classes", "m", "p")))).containsExactlyInAnyOrder(1, 2);
        assertThat(ids(eq("business", "x"))).containsExactlyInAnyOrder(1, 2, 4);
        assertThat(ids(and(eq("business", "x"), eq("classes", null)))).containsExactly(4);
        assertThat(ids(and(eq("business", "x"), eq("classes", "p"), eq("_id", 2))))
                .containsExactly(2);
    }

    @Test
    void sortsInTheOrderOfAnIndexOrWithoutOne() {
        things.createIndex(Indexes.ascending("business", "name"));
        things.insertMany(List.of(
                thing(1).append("business", "x").append("name", "c"),
                thing(2).append("business", "x").append("name", "a"),
                thing(3).append("business", "y").append("name", "b"),
                thing(4).append("business", "x"),
                thing(5).append("business", "x").append("name", "b").append("age", 7)));
        var sorted = Sorts.ascending("business", "name");

        assertThat(things.find(eq("business", "x")).sort(sorted))
                .extracting("_id")
                .containsExactly(4, 2, 5, 1);
        assertThat(things.find(eq("business", "x")).sort(sorted).skip(1).limit(2))
                .extracting("_id")
                .containsExactly(2, 5);
        assertThat(things.find(in("business", "y", "x")).sort(sorted))
                .extracting("_id")
                .containsExactly(4, 2, 5, 1, 3);
        assertThat(things.find(and(eq("business", "x"), eq("age", 7))).sort(sorted))
                .extracting("_id")
                .containsExactly(5);
        assertThat(things.find(eq("business", "x")).sort(Sorts.descending("name")))
                .extracting("_id")
                .containsExactly(1, 5, 2, 4);

        things.insertOne(thing(6).append("business", "x").append("name", List.of("d", "0")));
        things.insertOne(thing(7).append("business", "x").append("name", new Document("z", 1)));
        things.insertOne(thing(8).append("business", "x").append("name", new Document("b", 2)));
        assertThat(things.find(eq("business", "x")).sort(sorted))
                .extracting("_id")
                .hasSize(7)
                .doesNotHaveDuplicates()
                .containsSubsequence(4, 6, 2, 5, 1);
    }

    /** Twenty million documents would be read otherwise. */
    @Test
    @Timeout(30)
    void goesThroughTheIndexThatFindsLeast() {
        things.createIndex(Indexes.ascending("business"));
        things.createIndex(Indexes.ascending("link"), new IndexOptions().sparse(true));
        things.insertMany(IntStream.range(0, 20_000)
                .mapToObj(i -> thing(i).append("business", "x"))
                .toList());
        things.updateOne(eq("_id", 19_999), Updates.set("link", "l"));

        for (int i = 0; i < 1_000; i++) {
            assertThat(ids(and(eq("business", "x"), in("link", "k", "l")))).containsExactly(19_999);
        }
    }

    @Test
    void keepsAnIndexRightThroughChanges() {
        things.createIndex(Indexes.ascending("school"));
        things.insertMany(List.of(thing(1).append("school", "n"), thing(2).append("school", "n"), thing(3)));

        things.updateOne(eq("_id", 1), Updates.set("school", "s"));
        things.updateOne(eq("_id", 3), Updates.set("school", List.of("n", "s")));
        things.deleteOne(eq("_id", 2));

        assertThat(ids(eq("school", "n"))).containsExactly(3);
        assertThat(ids(eq("school", "s"))).containsExactlyInAnyOrder(1, 3);
        assertThat(ids(exists("school", false))).isEmpty();
    }

    @Test
    void indexesWhatIsThereAlready() {
        things.insertMany(List.of(thing(1).append("email", "a"), thing(2).append("email", "b")));

        things.createIndex(Indexes.ascending("email"));

        assertThat(ids(eq("email", "b"))).containsExactly(2);
    }

    @Test
    void enforcesAUniqueIndex() {
        things.createIndex(Indexes.ascending("business", "number"), new IndexOptions().unique(true));
        things.insertMany(List.of(
                thing(1).append("business", "x").append("number", 1),
                thing(2).append("business", "x").append("number", 2)));

        assertThatThrownBy(
                        () -> things.insertOne(thing(3).append("business", "x").append("number", 1)))
                .satisfies(StoreContract::isDuplicateKey);
        assertThatThrownBy(() -> things.updateOne(eq("_id", 2), Updates.set("number", 1)))
                .satisfies(StoreContract::isDuplicateKey);
        things.updateOne(eq("_id", 2), Updates.set("number", 3));
        things.insertOne(thing(4).append("business", "x").append("number", 2));

        assertThat(ids(and(eq("business", "x"), eq("number", 3)))).containsExactly(2);
        assertThat(ids(eq("number", 1))).containsExactly(1);
    }

    @Test
    void letsASparseUniqueIndexLackManyTimes() {
        things.createIndex(
                Indexes.ascending("token"), new IndexOptions().unique(true).sparse(true));

        things.insertMany(List.of(thing(1), thing(2), thing(3).append("token", "t")));

        assertThat(ids(eq("token", null))).containsExactlyInAnyOrder(1, 2);
        assertThatThrownBy(() -> things.insertOne(thing(4).append("token", "t")))
                .satisfies(StoreContract::isDuplicateKey);
        things.deleteOne(eq("_id", 1));
        things.updateOne(eq("_id", 3), Updates.unset("token"));
        things.insertOne(thing(4).append("token", "t"));
        assertThat(ids(eq("token", "t"))).containsExactly(4);
    }

    @Test
    void refusesAUniqueIndexOverDuplicates() {
        things.insertMany(List.of(thing(1).append("n", 1), thing(2).append("n", 1)));

        assertThatThrownBy(() -> things.createIndex(Indexes.ascending("n"), new IndexOptions().unique(true)))
                .satisfies(StoreContract::isDuplicateKey);
        assertThat(things.listIndexes()).hasSize(1);
    }

    @Test
    void dropsAnIndexWithoutLosingDocuments() {
        things.createIndex(Indexes.ascending("n"), new IndexOptions().unique(true));
        things.insertOne(thing(1).append("n", 1));

        things.dropIndex("n_1");
        things.insertOne(thing(2).append("n", 1));

        assertThat(ids(eq("n", 1))).containsExactlyInAnyOrder(1, 2);
        assertThat(things.listIndexes()).extracting("name").containsExactly("_id_");
    }

    @Test
    void takesTheSameIndexTwice() {
        things.createIndex(Indexes.ascending("n"));
        things.createIndex(Indexes.ascending("n"));

        assertThat(things.listIndexes()).extracting("name").containsExactlyInAnyOrder("_id_", "n_1");
    }

    @Test
    void indexesNestedFields() {
        things.createIndex(Indexes.ascending("links.to"));
        things.insertMany(List.of(
                thing(1).append("links", List.of(new Document("to", "x"), new Document("to", "y"))),
                thing(2).append("links", List.of())));

        things.updateOne(eq("_id", 2), Updates.push("links", new Document("to", "y")));

        assertThat(ids(eq("links.to", "y"))).containsExactlyInAnyOrder(1, 2);
        assertThat(ids(eq("links.to", "x"))).containsExactly(1);
    }

    /** Whatever happens to it, an indexed collection answers as one without indexes does. */
    @Test
    void findsTheSameWithAndWithoutIndexes() {
        var plain = database().getCollection("plain");
        things.createIndex(Indexes.ascending("a", "b"));
        things.createIndex(Indexes.descending("b"));
        var random = new Random(7);
        for (int i = 0; i < 400; i++) {
            var change = randomChange(random);
            assertThat(outcome(things, change)).isEqualTo(outcome(plain, change));
            if (i % 10 == 0) {
                var filter = randomFilter(random);
                assertThat(found(things, filter)).as("%s", filter).isEqualTo(found(plain, filter));
            }
        }
    }

    private static WriteModel<Document> randomChange(Random random) {
        var id = random.nextInt(40);
        return switch (random.nextInt(5)) {
            case 0 -> new DeleteOneModel<>(eq("_id", id));
            case 1 -> new ReplaceOneModel<>(eq("_id", id), randomThing(random), new ReplaceOptions().upsert(true));
            case 2 -> new UpdateOneModel<>(eq("_id", id), Updates.set("b", randomScalar(random)), UPSERT);
            case 3 -> new UpdateManyModel<>(eq("a", random.nextInt(5)), Updates.set("a", random.nextInt(5)));
            default -> new UpdateOneModel<>(eq("_id", id), Updates.unset(random.nextBoolean() ? "a" : "b"));
        };
    }

    /** One array at most: the indexed collection alone would refuse two. */
    private static Document randomThing(Random random) {
        Object first = random.nextInt(4) == 0 ? List.of(random.nextInt(5), random.nextInt(5)) : randomScalar(random);
        return new Document("a", first).append("b", randomScalar(random)).append("c", random.nextInt());
    }

    private static Object randomScalar(Random random) {
        return random.nextInt(4) == 0 ? "text" + random.nextInt(3) : random.nextInt(5);
    }

    private static Bson randomFilter(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> and(eq("a", random.nextInt(5)), eq("b", random.nextInt(5)));
            case 1 -> in("a", random.nextInt(5), "text1");
            case 2 -> and(gte("b", random.nextInt(5)), exists("c"));
            case 3 -> and(eq("a", random.nextInt(5)), lt("b", random.nextInt(5)));
            case 4 -> eq("b", null);
            default -> gt("a", "text0");
        };
    }

    private static String outcome(MongoCollection<Document> collection, WriteModel<Document> change) {
        var result = collection.bulkWrite(List.of(change));
        return result.getMatchedCount() + "/" + result.getModifiedCount() + "/" + result.getDeletedCount();
    }

    private static List<Document> found(MongoCollection<Document> collection, Bson filter) {
        return collection.find(filter).sort(Sorts.ascending("_id")).into(new ArrayList<>());
    }
}
