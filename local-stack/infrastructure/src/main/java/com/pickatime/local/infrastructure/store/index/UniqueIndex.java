package com.pickatime.local.infrastructure.store.index;

import com.pickatime.local.infrastructure.store.documents.Key;
import com.pickatime.local.infrastructure.store.documents.KeyRange;
import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An index that refuses a second document with the same values. */
public final class UniqueIndex extends StoreIndex {

    private final NavigableMap<Key, Key> entries = new TreeMap<>();

    /** An empty index over these fields. */
    public UniqueIndex(String name, List<IndexKey> keys, boolean sparse) {
        super(name, keys, sparse);
    }

    @Override
    public List<Key> find(Scan scan) {
        var found = new LinkedHashSet<Key>();
        scan.ranges().forEach(range -> found.addAll(range.of(entries).values()));
        return new ArrayList<>(found);
    }

    @Override
    public Stride stride(KeyRange range, int most) {
        var found = new ArrayList<Key>();
        for (var entry : range.of(entries).entrySet()) {
            found.add(entry.getValue());
            if (found.size() >= most) {
                return new Stride(found, Optional.of(range.after(entry.getKey())));
            }
        }
        return new Stride(found, Optional.empty());
    }

    @Override
    public boolean findsMoreThan(int most, Scan scan) {
        int found = 0;
        for (var range : scan.ranges()) {
            for (var some = range.of(entries).keySet().iterator(); some.hasNext(); some.next()) {
                if (++found > most) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Not worth keeping count of: a unique index over an array is rare. */
    @Override
    boolean holdsNested() {
        return true;
    }

    @Override
    public @Nullable Key getPosition(Document document) {
        return entriesOf(document).stream().findFirst().map(entries::get).orElse(null);
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Key> collection) {
        requireFree(entriesOf(document), null, document, collection);
    }

    private void requireFree(Set<Key> wanted, @Nullable Key owner, Document document, MongoCollection<Key> collection) {
        for (var entry : wanted) {
            var holder = entries.get(entry);
            if (holder != null && !Objects.equals(holder, owner)) {
                throw new DuplicateKeyError(this, collection, getKeys(), shownValues(document));
            }
        }
    }

    @Override
    public void add(Document document, Key position, MongoCollection<Key> collection) {
        entriesOf(document).forEach(entry -> entries.put(entry, position));
    }

    @Override
    public @Nullable Key remove(Document document) {
        var position = getPosition(document);
        entriesOf(document).forEach(entries::remove);
        return position;
    }

    @Override
    void checkMove(Set<Key> wanted, Document old, Document changed, MongoCollection<Key> collection) {
        requireFree(wanted, PrimaryIndex.keyOf(old.get("_id")), changed, collection);
    }

    @Override
    void move(Set<Key> before, Set<Key> after, Document changed, Key position) {
        before.forEach(entries::remove);
        after.forEach(entry -> entries.put(entry, position));
    }

    @Override
    public long getCount() {
        return entries.size();
    }

    @Override
    public boolean isUnique() {
        return true;
    }

    @Override
    public void drop() {
        entries.clear();
    }
}
