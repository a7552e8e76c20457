package com.pickatime.local.infrastructure.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.nor;
import static com.mongodb.client.model.Filters.or;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What the services rely on when they search; every kind of server is held to it. */
@ParameterizedClass
@MethodSource("com.pickatime.local.infrastructure.store.StoreServer#all")
class StoreSearchesIT extends StoreContract {

    StoreSearchesIT(StoreServer server) {
        super(server);
    }

    @Test
    void findsManyIds() {
        things.insertMany(IntStream.range(0, 50).mapToObj(i -> thing("id-" + i)).toList());

        assertThat(ids(in("_id", "id-7", "id-31", "missing", "id-7"))).containsExactlyInAnyOrder("id-7", "id-31");
    }

    @Test
    void findsWhatAListHasWhereverItStands() {
        things.insertMany(List.of(
                thing(1).append("name", "a"),
                thing(2).append("name", List.of("z", "b")),
                thing(3).append("name", new Document("first", "a")),
                thing(4).append("name", "c").append("of", new Document("kind", "k")),
                thing(5).append("of", List.of(new Document("kind", "l"))),
                thing(6).append("name", "b").append("of", new Document("kind", "m"))));

        assertThat(ids(in("name", "a", "b"))).containsExactlyInAnyOrder(1, 2, 6);
        assertThat(ids(in("of.kind", "k", "l"))).containsExactlyInAnyOrder(4, 5);
        assertThat(ids(and(in("name", "b", "c"), in("name", "a", "b")))).containsExactlyInAnyOrder(2, 6);
        assertThat(ids(and(in("name", "b", "c"), in("of.kind", "k")))).containsExactly(4);
        assertThat(ids(in("name", List.of()))).isEmpty();
    }

    @Test
    void findsWhatOneOfSeveralConditionsIsTrueOfWithIndexesAndWithout() {
        things.createIndex(Indexes.ascending("business", "words"));
        things.createIndex(Indexes.ascending("local"), new IndexOptions().sparse(true));
        things.insertMany(List.of(
                thing(1).append("business", "b")
                        .append("words", List.of("ada", "love"))
                        .append("n", 1),
                thing(2).append("business", "b")
                        .append("words", List.of("grace"))
                        .append("local", List.of("ada"))
                        .append("n", 2),
                thing(3).append("business", "other")
                        .append("words", List.of("ada"))
                        .append("n", 3),
                thing(4).append("business", "b")
                        .append("words", List.of("alan"))
                        .append("n", 4),
                thing(5).append("business", "b").append("local", "ada").append("n", 5)));
        var ada = Filters.or(and(eq("business", "b"), in("words", "ada", "nobody")), in("local", "ada"));

        assertThat(ids(ada)).containsExactlyInAnyOrder(1, 2, 5);
        assertThat(ids(and(ada, gt("n", 1)))).containsExactlyInAnyOrder(2, 5);
        assertThat(ids(and(gt("n", 0), and(ada, Filters.ne("n", 5))))).containsExactlyInAnyOrder(1, 2);
        assertThat(ids(Filters.or(ada, eq("n", 4)))).containsExactlyInAnyOrder(1, 2, 4, 5);
        assertThat(ids(Filters.or(eq("local", null), in("local", "ada")))).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
        assertThat(ids(and(eq("business", "b"), Filters.or(eq("_id", 3), eq("_id", 4)))))
                .containsExactly(4);
        assertThat(things.find(ada).sort(Sorts.descending("_id")).limit(2).map(found -> found.get("_id")))
                .containsExactly(5, 2);
        assertThat(things.updateMany(ada, Updates.set("local", List.of("seen"))).getModifiedCount())
                .isEqualTo(3);
        assertThat(ids(ada)).containsExactly(1);
    }

    @Test
    void takesTheFirstOfARange() {
        things.insertMany(IntStream.range(0, 1000)
                .mapToObj(i -> thing("id-%05d".formatted(i)).append("even", i % 2 == 0))
                .toList());

        assertThat(things.find(and(gt("_id", "id-00300"), eq("even", true)))
                        .sort(Sorts.ascending("_id"))
                        .skip(1)
                        .limit(150))
                .hasSize(150)
                .extracting("_id")
                .startsWith("id-00304", "id-00306")
                .endsWith("id-00602");
        assertThat(things.find().limit(3)).extracting("_id").containsExactly("id-00000", "id-00001", "id-00002");
    }

    @Test
    void findsARangeOfIds() {
        things.insertMany(List.of(thing("a:1"), thing("b:1"), thing("b:2"), thing("b;"), thing("c:1"), thing(7)));

        assertThat(ids(and(gte("_id", "b:"), lt("_id", "b;")))).containsExactly("b:1", "b:2");
        assertThat(ids(new Document("_id", new Document("$gt", "b:1").append("$lte", "b;"))))
                .containsExactly("b:2", "b;");
        assertThat(ids(gt("_id", "b;"))).containsExactly("c:1");
        assertThat(ids(lt("_id", "b:1"))).containsExactly("a:1");
    }

    @Test
    void sortsByIdBothWays() {
        things.insertMany(List.of(thing("b"), thing("c"), thing("a")));

        assertThat(things.find().sort(Sorts.ascending("_id"))).extracting("_id").containsExactly("a", "b", "c");
        assertThat(things.find().sort(Sorts.descending("_id")).skip(1).limit(1))
                .extracting("_id")
                .containsExactly("b");
    }

    @Test
    void sortsByAnotherField() {
        things.insertMany(
                List.of(thing(1).append("name", "b"), thing(2).append("name", "a"), thing(3).append("name", "c")));

        assertThat(things.find().sort(Sorts.descending("name")).limit(2))
                .extracting("_id")
                .containsExactly(3, 1);
    }

    @Test
    void streamsMoreThanOneBatch() {
        things.insertMany(IntStream.range(0, 2500)
                .mapToObj(i -> thing("id-%05d".formatted(i)).append("n", i))
                .toList());

        var found = things.find(gte("n", 3))
                .projection(Projections.include("_id"))
                .batchSize(100)
                .into(new ArrayList<>());
        var unsized = things.find().skip(10).into(new ArrayList<>());

        assertThat(found).hasSize(2497).allMatch(thing -> thing.size() == 1).doesNotHaveDuplicates();
        assertThat(unsized).hasSize(2490);
    }

    @Test
    void walksOnWhileDocumentsChangeUnderIt() {
        things.insertMany(IntStream.range(0, 1000)
                .mapToObj(i -> thing(i).append("open", true))
                .toList());

        try (var walk = things.find(eq("open", true)).batchSize(10).iterator()) {
            var first = walk.next().get("_id");
            things.updateMany(gt("_id", 500), Updates.set("open", false));
            things.deleteMany(and(gte("_id", 400), lt("_id", 450)));
            var seen = new ArrayList<Object>(List.of(first));
            walk.forEachRemaining(thing -> seen.add(thing.get("_id")));

            assertThat(seen).doesNotHaveDuplicates().contains(0, 399, 450, 500).hasSizeBetween(451, 1000);
        }
    }

    @Test
    void aggregatesWhatItMatches() {
        things.insertMany(IntStream.range(0, 1000)
                .mapToObj(i ->
                        thing(i).append("type", i % 2 == 0 ? "even" : "odd").append("n", 1))
                .toList());

        var counts = things.aggregate(Arrays.asList(
                        Aggregates.match(lt("_id", 501)),
                        Aggregates.group("$type", Accumulators.sum("count", "$n")),
                        Aggregates.sort(Sorts.ascending("_id"))))
                .into(new ArrayList<>());
        var all = things.aggregate(List.of(Aggregates.match(gte("_id", 0))))
                .batchSize(7)
                .into(new ArrayList<>());

        assertThat(counts)
                .containsExactly(
                        thing("even").append("count", 251), thing("odd").append("count", 250));
        assertThat(all).hasSize(1000);
        assertThat(things.countDocuments(eq("type", "odd"))).isEqualTo(500);
        assertThat(things.estimatedDocumentCount()).isEqualTo(1000);
    }

    @Test
    void combinesConditions() {
        things.insertMany(IntStream.range(0, 10)
                .mapToObj(i -> thing(i).append("n", i % 3))
                .toList());

        assertThat(ids(Filters.or(eq("_id", 1), eq("n", 2)))).containsExactlyInAnyOrder(1, 2, 5, 8);
        assertThat(ids(and(Filters.or(eq("n", 0), eq("n", 1)), gt("_id", 6)))).containsExactlyInAnyOrder(7, 9);
        assertThat(ids(Filters.nin("n", 0, 1))).containsExactlyInAnyOrder(2, 5, 8);
        assertThat(ids(Filters.ne("n", 1))).hasSize(7);
    }

    @Test
    void looksIntoDocumentsAndArrays() {
        things.insertMany(List.of(
                thing(1).append("name", new Document("family", "Lee"))
                        .append("links", List.of(new Document("to", "x"))),
                thing(2).append("name", new Document("family", "Roe"))
                        .append("links", List.of(new Document("to", "y")))));

        assertThat(ids(eq("name.family", "Roe"))).containsExactly(2);
        assertThat(ids(eq("links.to", "x"))).containsExactly(1);
        assertThat(ids(Filters.elemMatch("links", eq("to", "y")))).containsExactly(2);
    }

    @Test
    void matchesPatterns() {
        things.insertMany(List.of(thing("anna"), thing("bernd")));

        assertThat(ids(Filters.regex("_id", "^an"))).containsExactly("anna");
    }

    @Test
    void leavesFieldsOut() {
        things.insertOne(thing(1).append("name", "n").append("secret", "s"));

        assertThat(things.find().projection(Projections.exclude("secret")))
                .containsExactly(thing(1).append("name", "n"));
        assertThat(things.find().projection(Projections.fields(Projections.include("name"), Projections.excludeId())))
                .containsExactly(new Document("name", "n"));
    }

    @Test
    void showsSomeFieldsOfWhatIsFoundByOthers() {
        things.insertMany(List.of(
                thing("a")
                        .append("name", "Zoë")
                        .append("state", "ACTIVE")
                        .append("roster", new Document("class", "c1").append("role", "TEACHER"))
                        .append("tags", List.of(new Document("k", 1).append("v", "x"), new Document("k", 2))),
                thing("b")
                        .append("name", "Ann")
                        .append("state", "REMOVED")
                        .append("roster", new Document("class", "c2")),
                thing("c").append("name", "Bob").append("present", true)));
        var shown = Projections.fields(Projections.include("name", "roster.class"), Projections.excludeId());

        assertThat(things.find(or(eq("state", "REMOVED"), and(eq("roster.role", "TEACHER"), eq("tags.v", "x"))))
                        .projection(shown)
                        .into(new ArrayList<>()))
                .containsExactlyInAnyOrder(
                        new Document("name", "Zoë").append("roster", new Document("class", "c1")),
                        new Document("name", "Ann").append("roster", new Document("class", "c2")));
        assertThat(things.find(exists("present"))
                        .projection(Projections.include("state"))
                        .into(new ArrayList<>()))
                .containsExactly(thing("c"));
        assertThat(things.find(nor(eq("state", "ACTIVE"), exists("present")))
                        .projection(shown)
                        .into(new ArrayList<>()))
                .containsExactly(new Document("name", "Ann").append("roster", new Document("class", "c2")));
        assertThat(things.find(eq("state", "ACTIVE"))
                        .projection(Projections.elemMatch("tags", eq("k", 2)))
                        .into(new ArrayList<>()))
                .containsExactly(thing("a").append("tags", List.of(new Document("k", 2))));
    }

    @Test
    void listsDistinctValues() {
        things.insertMany(IntStream.range(0, 10)
                .mapToObj(i -> thing(i).append("n", i % 3))
                .toList());

        assertThat(things.distinct("n", lt("_id", 8), Integer.class)).containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void countsWithinLimits() {
        things.insertMany(
                IntStream.range(0, 10).mapToObj(i -> thing(i).append("n", 1)).toList());

        assertThat(things.countDocuments(eq("n", 1), new CountOptions().skip(2).limit(5)))
                .isEqualTo(5);
        assertThat(things.countDocuments(eq("n", 2))).isZero();
    }

    @Test
    void joinsCollections() {
        var others = database().getCollection("others");
        things.insertMany(List.of(thing(1).append("other", "a"), thing(2).append("other", "none")));
        others.insertOne(thing("a").append("name", "joined"));

        var joined = things.aggregate(List.of(
                        Aggregates.lookup("others", "other", "_id", "found"), Aggregates.sort(Sorts.ascending("_id"))))
                .into(new ArrayList<>());

        assertThat(joined.get(0).getList("found", Document.class)).hasSize(1);
        assertThat(joined.get(1).getList("found", Document.class)).isEmpty();
    }

    @Test
    void endsAWalkThatNobodyFinishes() {
        things.insertMany(IntStream.range(0, 100).mapToObj(i -> thing(i)).toList());

        try (var walk = things.find().batchSize(2).iterator()) {
            assertThat(walk.next()).isNotNull();
        }

        assertThat(things.countDocuments()).isEqualTo(100);
    }

    @Test
    void findsNothingInACollectionThatIsNotThere() {
        assertThat(ids(eq("_id", 1))).isEmpty();
        assertThat(things.countDocuments()).isZero();
        assertThat(things.aggregate(List.of(Aggregates.match(eq("n", 1))))).isEmpty();
        assertThat(things.deleteMany(eq("n", 1)).getDeletedCount()).isZero();
    }
}
