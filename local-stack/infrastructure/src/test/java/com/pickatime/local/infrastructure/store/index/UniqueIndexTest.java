package com.pickatime.local.infrastructure.store.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.local.infrastructure.store.documents.Key;
import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Looks at the entries themselves; what a second document meets is in the contract of the whole store. */
class UniqueIndexTest {

    private static final MongoCollection<Key> UNUSED = unused();

    private final UniqueIndex index = new UniqueIndex("email_1", List.of(new IndexKey("email", true)), true);

    @SuppressWarnings("unchecked")
    private static MongoCollection<Key> unused() {
        return (MongoCollection<Key>) Proxy.newProxyInstance(
                UniqueIndexTest.class.getClassLoader(), new Class<?>[] {MongoCollection.class}, (p, m, a) -> {
                    throw new UnsupportedOperationException(m.getName());
                });
    }

    private static Document thing(int id, Object email) {
        return new Document("_id", id).append("email", email);
    }

    private static Key key(int id) {
        return PrimaryIndex.keyOf(id);
    }

    private List<Key> find(Object email) {
        return index.find(index.plan(new Document("email", email)).orElseThrow());
    }

    @Test
    void findsTheOneDocument() {
        index.add(thing(1, "a"), key(1), UNUSED);
        index.add(thing(2, List.of("b", "c")), key(2), UNUSED);

        assertThat(find("a")).containsExactly(key(1));
        assertThat(find(new Document("$in", List.of("b", "c")))).containsExactly(key(2));
        assertThat(find("d")).isEmpty();
    }

    @Test
    void freesTheOldValueOfAChangedDocument() {
        index.add(thing(1, "a"), key(1), UNUSED);

        index.checkUpdate(thing(1, "a"), thing(1, "b"), UNUSED);
        index.updateInPlace(thing(1, "a"), thing(1, "b"), key(1), UNUSED);

        assertThat(find("a")).isEmpty();
        assertThat(find("b")).containsExactly(key(1));
    }

    @Test
    void freesTheValueOfARemovedDocument() {
        index.add(thing(1, "a"), key(1), UNUSED);

        assertThat(index.remove(thing(1, "a"))).isEqualTo(key(1));

        assertThat(index.getCount()).isZero();
    }

    @Test
    void knowsNothingOfDocumentsWithoutTheFieldWhenItIsSparse() {
        index.add(new Document("_id", 1), key(1), UNUSED);

        assertThat(index.getCount()).isZero();
        assertThat(index.getPosition(new Document("_id", 1))).isNull();
        assertThat(index.remove(new Document("_id", 1))).isNull();
    }
}
