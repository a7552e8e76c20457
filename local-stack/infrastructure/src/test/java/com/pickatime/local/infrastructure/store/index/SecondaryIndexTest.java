package com.pickatime.local.infrastructure.store.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pickatime.local.infrastructure.store.documents.Documents;
import com.pickatime.local.infrastructure.store.documents.Key;
import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.CannotIndexParallelArraysError;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Looks at the entries themselves: a search would hide a stale one, for it reads the document before it tells. */
class SecondaryIndexTest {

    private static final MongoCollection<Key> UNUSED = unused();

    private final SecondaryIndex index = new SecondaryIndex(
            "schools_1_year_1", List.of(new IndexKey("schools", true), new IndexKey("year", true)), false);

    @SuppressWarnings("unchecked")
    private static MongoCollection<Key> unused() {
        return (MongoCollection<Key>) Proxy.newProxyInstance(
                SecondaryIndexTest.class.getClassLoader(), new Class<?>[] {MongoCollection.class}, (p, m, a) -> {
                    throw new UnsupportedOperationException(m.getName());
                });
    }

    private static Document thing(int id, Object schools) {
        return new Document("_id", id).append("schools", schools).append("year", 2026);
    }

    private static Key key(int id) {
        return PrimaryIndex.keyOf(id);
    }

    private void add(Document thing) {
        index.add(thing, PrimaryIndex.keyOf(thing.get("_id")), UNUSED);
    }

    private List<Key> find(Object school) {
        return index.find(index.plan(new Document("schools", school)).orElseThrow());
    }

    @Test
    void findsEachDocumentOnceByAnyElementOfItsArray() {
        add(thing(1, List.of("north", "south")));
        add(thing(2, "south"));

        assertThat(find("north")).containsExactly(key(1));
        assertThat(find("south")).containsExactly(key(1), key(2));
        assertThat(find(new Document("$in", List.of("north", "south")))).containsExactly(key(1), key(2));
    }

    @Test
    void forgetsTheValuesThatADocumentHadBefore() {
        var before = thing(1, List.of("north", "south"));
        var after = thing(1, List.of("south", "west"));
        add(before);

        index.updateInPlace(before, after, key(1), UNUSED);

        assertThat(find("north")).isEmpty();
        assertThat(find("west")).containsExactly(key(1));
        assertThat(index.getCount()).isEqualTo(2);
    }

    @Test
    void tellsDocumentsApartByTheOrderOfTheirFields() {
        var one = new Document("of", "north").append("in", "south");
        var other = new Document("in", "south").append("of", "north");
        add(thing(1, one));
        add(thing(2, List.of(one)));

        index.updateInPlace(thing(1, one), thing(1, other), key(1), UNUSED);
        index.updateInPlace(thing(2, List.of(one)), thing(2, List.of(other)), key(2), UNUSED);

        assertThat(index.getCount())
                .as("the value that both had before is forgotten")
                .isEqualTo(1);
        assertThat(index.remove(thing(1, other))).isEqualTo(key(1));
        index.remove(thing(2, List.of(other)));
        assertThat(index.getCount()).isZero();
    }

    @Test
    void looksIntoDocumentsAndTheirArrays() {
        var index = new SecondaryIndex("links_to_1", List.of(new IndexKey("local.links.to", true)), false);
        var before = new Document("_id", 1)
                .append("local", new Document("links", List.of(new Document("to", "a"), new Document("to", "b"))));
        var after = new Document("_id", 1).append("local", new Document("links", List.of(new Document("to", "b"))));
        index.add(before, key(1), UNUSED);

        index.updateInPlace(before, after, key(1), UNUSED);

        assertThat(index.find(index.plan(new Document("local.links.to", "a")).orElseThrow()))
                .isEmpty();
        assertThat(index.find(index.plan(new Document("local.links.to", "b")).orElseThrow()))
                .containsExactly(key(1));
        assertThat(index.getCount()).isEqualTo(1);
    }

    @Test
    void forgetsARemovedDocument() {
        add(thing(1, "north"));
        add(thing(2, "north"));

        assertThat(index.remove(thing(1, "north"))).isEqualTo(key(1));

        assertThat(find("north")).containsExactly(key(2));
        index.remove(thing(2, "north"));
        assertThat(index.getCount()).isZero();
    }

    @Test
    void refusesTwoArraysBeforeAnythingIsChanged() {
        var both = new Document("_id", 1).append("schools", List.of("a")).append("year", List.of(1));

        assertThatThrownBy(() -> index.checkAdd(both, UNUSED)).isInstanceOf(CannotIndexParallelArraysError.class);
    }

    @Test
    void leavesTheIdToThePrimaryIndex() {
        try (var documents = Documents.open(Optional.empty())) {
            documents.put(key(1), new byte[] {1});
            var primary = new PrimaryIndex("_id_", documents);

            assertThat(index.getPosition(thing(1, "north"))).isNull();
            assertThat(primary.getPosition(thing(1, "north"))).isEqualTo(key(1));
            assertThat(primary.getPosition(thing(2, "north"))).isNull();
        }
    }
}
