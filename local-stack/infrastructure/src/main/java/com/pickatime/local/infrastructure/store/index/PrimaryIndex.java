package com.pickatime.local.infrastructure.store.index;

import com.pickatime.local.infrastructure.store.documents.Documents;
import com.pickatime.local.infrastructure.store.documents.Key;
import com.pickatime.local.infrastructure.store.documents.KeyRange;
import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The unique index on {@code _id}, which is nothing but the order in which the documents are held. */
public final class PrimaryIndex extends StoreIndex {

    private static final String ID = "_id";

    private final Documents documents;

    /** The index over these documents, whose keys must be {@link #keyOf}. */
    public PrimaryIndex(String name, Documents documents) {
        super(name, List.of(new IndexKey(ID, true)), false);
        this.documents = documents;
    }

    /** The key of a document with this id. */
    public static Key keyOf(@Nullable Object id) {
        return new Key(ValueBytes.of(id));
    }

    @Override
    public List<Key> find(Scan scan) {
        return documents.keys(scan.ranges());
    }

    @Override
    public Stride stride(KeyRange range, int most) {
        var found = documents.keys(range, most);
        return new Stride(
                found, found.size() < most ? Optional.empty() : Optional.of(range.after(found.get(found.size() - 1))));
    }

    @Override
    public boolean findsMoreThan(int most, Scan scan) {
        int found = 0;
        for (var range : scan.ranges()) {
            found += documents.keys(range, most - found + 1).size();
            if (found > most) {
                return true;
            }
        }
        return false;
    }

    @Override
    boolean holdsNested() {
        return false;
    }

    @Override
    public @Nullable Key getPosition(Document document) {
        var key = keyOf(document.get(ID));
        return documents.contains(key) ? key : null;
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Key> collection) {
        if (getPosition(document) != null) {
            throw new DuplicateKeyError(this, collection, getKeys(), shownValues(document));
        }
    }

    /** An id never changes. */
    @Override
    void checkMove(Set<Key> wanted, Document old, Document changed, MongoCollection<Key> collection) {}

    @Override
    public void add(Document document, Key position, MongoCollection<Key> collection) {}

    @Override
    public @Nullable Key remove(Document document) {
        return getPosition(document);
    }

    @Override
    void move(Set<Key> before, Set<Key> after, Document changed, Key position) {}

    @Override
    public long getCount() {
        return documents.size();
    }

    @Override
    public boolean isUnique() {
        return true;
    }

    @Override
    public void drop() {}
}
