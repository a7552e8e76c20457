package com.pickatime.local.infrastructure.store.index;

import com.pickatime.local.infrastructure.store.documents.Key;
import com.pickatime.local.infrastructure.store.documents.KeyRange;
import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** An index in which many documents may have the same values, and one document several in an array. */
public final class SecondaryIndex extends StoreIndex {

    /** By values, the documents that have them: a key where there is one, as in most indexes, and a set of keys for more. */
    private final NavigableMap<Key, Object> entries = new TreeMap<>();

    private final AtomicBoolean nested = new AtomicBoolean();

    /** An empty index over these fields. */
    public SecondaryIndex(String name, List<IndexKey> keys, boolean sparse) {
        super(name, keys, sparse);
    }

    @Override
    public List<Key> find(Scan scan) {
        var found = new LinkedHashSet<Key>();
        scan.ranges().forEach(range -> range.of(entries).values().forEach(some -> found.addAll(keys(some))));
        return new ArrayList<>(found);
    }

    @Override
    public Stride stride(KeyRange range, int most) {
        var found = new ArrayList<Key>();
        for (var entry : range.of(entries).entrySet()) {
            found.addAll(keys(entry.getValue()));
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
            for (var some : range.of(entries).values()) {
                found += some instanceof Key ? 1 : many(some).size();
                if (found > most) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    boolean holdsNested() {
        return nested.get();
    }

    /** Null, for the primary index knows it. */
    @Override
    public @Nullable Key getPosition(Document document) {
        return null;
    }

    /** Finds out what cannot be indexed before anything is changed. */
    @Override
    public void checkAdd(Document document, MongoCollection<Key> collection) {
        entriesOf(document);
    }

    /** What an index cannot hold was refused when its entries were asked for. */
    @Override
    void checkMove(Set<Key> wanted, Document old, Document changed, MongoCollection<Key> collection) {}

    @Override
    public void add(Document document, Key position, MongoCollection<Key> collection) {
        noteNested(document);
        add(entriesOf(document), position);
    }

    private void noteNested(Document document) {
        if (hasNested(document)) {
            nested.set(true);
        }
    }

    private void add(Set<Key> added, Key position) {
        added.forEach(entry -> entries.merge(entry, position, (there, another) -> with(there, position)));
    }

    @Override
    public Key remove(Document document) {
        var position = PrimaryIndex.keyOf(document.get("_id"));
        remove(entriesOf(document), position);
        return position;
    }

    private void remove(Set<Key> removed, Key position) {
        removed.forEach(entry -> entries.computeIfPresent(entry, (key, positions) -> without(positions, position)));
    }

    private static Set<Key> keys(Object positions) {
        return positions instanceof Key one ? Set.of(one) : many(positions);
    }

    private static Object with(Object positions, Key another) {
        if (positions.equals(another)) {
            return positions;
        }
        var many = positions instanceof Key one ? new TreeSet<>(Set.of(one)) : many(positions);
        many.add(another);
        return many;
    }

    private static @Nullable Object without(Object positions, Key gone) {
        if (positions instanceof Key) {
            return positions.equals(gone) ? null : positions;
        }
        var many = many(positions);
        many.remove(gone);
        return many.size() == 1 ? many.first() : many;
    }

    @SuppressWarnings("unchecked")
    private static NavigableSet<Key> many(Object positions) {
        return (NavigableSet<Key>) positions;
    }

    @Override
    void move(Set<Key> before, Set<Key> after, Document changed, Key position) {
        noteNested(changed);
        remove(before, position);
        add(after, position);
    }

    @Override
    public long getCount() {
        return entries.size();
    }

    @Override
    public void drop() {
        entries.clear();
    }
}
