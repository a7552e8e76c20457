package com.pickatime.local.infrastructure.store.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.local.infrastructure.store.documents.Key;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScanTest {

    private static final List<String> FIELDS = List.of("business", "class");
    private static final Scan.Traits PLAIN = new Scan.Traits(false, false);

    private static Optional<Scan> scan(Document filter) {
        return Scan.of(filter, FIELDS, PLAIN);
    }

    /** Which of these values of the business field, each with class 1, the scan comes across. */
    private static List<@Nullable Object> covered(Scan scan, @Nullable Object... businesses) {
        var index = new TreeMap<Key, @Nullable Object>();
        for (var business : businesses) {
            index.put(ValueBytes.key(Arrays.asList(business, 1)), business);
        }
        var found = new ArrayList<@Nullable Object>();
        scan.ranges().forEach(range -> found.addAll(range.of(index).values()));
        return found;
    }

    private static Document operators(String name, @Nullable Object value) {
        return new Document(name, value);
    }

    @Test
    void pinsTheFieldsThatTheFilterPins() {
        var scan = scan(new Document("class", 1).append("business", "b").append("more", new Document("$lt", 3)));

        assertThat(scan).map(Scan::selectivity).contains(4);
        assertThat(covered(scan.orElseThrow(), "a", "b", "c")).containsExactly("b");
    }

    @Test
    void servesALeadingFieldAlone() {
        var scan = scan(new Document("business", "b"));

        assertThat(scan).map(Scan::selectivity).contains(2);
        assertThat(covered(scan.orElseThrow(), "a", "b", "bb")).containsExactly("b");
    }

    @Test
    void servesNoFilterThatLeavesTheFirstFieldOpen() {
        assertThat(scan(new Document("class", 1))).isEmpty();
        assertThat(scan(new Document())).isEmpty();
        assertThat(scan(new Document("business", operators("$exists", true)))).isEmpty();
        assertThat(scan(new Document("business", operators("$ne", "b")))).isEmpty();
        assertThat(scan(new Document("business", operators("$not", operators("$eq", "b")))))
                .isEmpty();
        assertThat(scan(new Document("business", new BsonRegularExpression("b"))))
                .isEmpty();
        assertThat(scan(new Document("business", new Document("name", "b")))).isEmpty();
        assertThat(scan(new Document("business", List.of("b")))).isEmpty();
        assertThat(scan(new Document("$or", List.of(new Document("business", "b")))))
                .isEmpty();
    }

    @Test
    void findsEachOfSeveralValuesOnce() {
        var scan = scan(new Document("business", operators("$in", Arrays.asList("c", "a", "c", null))))
                .orElseThrow();

        assertThat(covered(scan, "a", "b", "c", null)).containsExactlyInAnyOrder("c", "a", null);
    }

    @Test
    void looksAtNothingWhereNothingCanMatch() {
        var scan = scan(new Document("business", operators("$in", List.of()))).orElseThrow();

        assertThat(scan.ranges()).isEmpty();
    }

    @Test
    void looksThroughAllValuesWhenOneOfThemIsAPattern() {
        assertThat(scan(new Document("business", operators("$in", List.of("a", new BsonRegularExpression("b"))))))
                .isEmpty();
    }

    @Test
    void narrowsARangeOnBothSides() {
        var both = scan(new Document("business", operators("$gte", "b").append("$lt", "d")))
                .orElseThrow();
        var parts = scan(new Document(
                        "$and",
                        List.of(
                                new Document("business", operators("$gt", "b")),
                                new Document("business", operators("$lte", "c")))))
                .orElseThrow();

        assertThat(covered(both, "a", "b", "c", "e")).containsExactly("b", "c");
        assertThat(covered(parts, "a", "c", "e")).containsExactly("c");
    }

    @Test
    void staysWithinTheTypeOfAHalfOpenRange() {
        assertThat(covered(scan(new Document("business", operators("$gt", "b"))).orElseThrow(), 5, "a", "c", true))
                .containsExactly("c");
        assertThat(covered(scan(new Document("business", operators("$lt", 7))).orElseThrow(), null, 5, 9, "a"))
                .containsExactly(5);
    }

    @Test
    void prefersAPinnedFieldToARange() {
        var pinned = scan(new Document("business", "b")).orElseThrow();
        var range = scan(new Document("business", operators("$gt", "b"))).orElseThrow();
        var both = scan(new Document("business", "b").append("class", operators("$gt", 1)))
                .orElseThrow();

        assertThat(List.of(both, pinned, range)).extracting(Scan::selectivity).containsExactly(3, 2, 1);
    }

    @Test
    void narrowsAnIndexOverArraysOnOneSideOnly() {
        var filter = new Document("business", operators("$gt", 4).append("$lt", 5));
        var scan = Scan.of(filter, FIELDS, new Scan.Traits(false, true)).orElseThrow();

        // a document with [1, 9] meets both bounds, and has no entry between them
        assertThat(covered(scan, 1, 9)).containsExactly(9);
    }

    @Test
    void findsNothingMissingInASparseIndex() {
        var sparse = new Scan.Traits(true, false);

        assertThat(Scan.of(operators("business", null), FIELDS, sparse)).isEmpty();
        assertThat(Scan.of(operators("business", "b"), FIELDS, sparse)).isPresent();
    }

    @Test
    void looksThroughAPrefixWhenTheCombinationsBecomeTooMany() {
        var many = IntStream.range(0, 1000).boxed().toList();
        var scan = scan(new Document("business", operators("$in", many)).append("class", operators("$in", many)))
                .orElseThrow();

        assertThat(scan.ranges()).hasSize(1000);
    }

    @Test
    void findsNothingBetweenCrossedBounds() {
        var scan = scan(new Document("business", operators("$gt", "d").append("$lt", "b")))
                .orElseThrow();

        assertThat(covered(scan, "a", "b", "c", "d")).isEmpty();
    }
}
