package com.pickatime.local.infrastructure.store.index;

import com.pickatime.local.infrastructure.store.documents.Key;
import com.pickatime.local.infrastructure.store.documents.KeyRange;
import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** An index that finds the keys under which a collection holds its documents. */
public abstract class StoreIndex extends Index<Key> {

    private final List<String> fields;
    private final List<Path> paths;

    StoreIndex(String name, List<IndexKey> keys, boolean sparse) {
        super(name, keys, sparse);
        this.fields = keys.stream().map(IndexKey::getKey).toList();
        this.paths = fields.stream().map(Path::of).toList();
    }

    /** A field, and the names that lead to it. */
    private record Path(String field, List<String> names) {

        static Path of(String field) {
            return new Path(field, List.of(field.split("\\.")));
        }

        /** Every write asks each index, so what the library would split and search anew is walked. */
        Object valueIn(Document document) {
            Object value = document;
            for (var name : names) {
                if (value instanceof Document here) {
                    value = here.get(name);
                } else {
                    return value == null
                            ? Missing.getInstance()
                            : Missing.ofNullable(Utils.getSubdocumentValueCollectionAware(document, field));
                }
            }
            return Missing.ofNullable(value);
        }
    }

    /** How the index would serve this filter; empty when it cannot. */
    public final Optional<Scan> plan(Document filter) {
        return Scan.of(filter, fields, new Scan.Traits(isSparse(), holdsNested()));
    }

    /** The fields at a document's top level that this index looks into. */
    public final Set<String> rootFields() {
        return paths.stream().map(path -> path.names().get(0)).collect(Collectors.toSet());
    }

    /** Each document once that the scan comes across. */
    public abstract List<Key> find(Scan scan);

    /**
     * Some of what an index finds in a range, in its order.
     *
     * @param rest where to go on; empty at the end of the range
     */
    public record Stride(List<Key> found, Optional<KeyRange> rest) {}

    /** The first of what it finds in a range, about so many: what has the same values is not parted. */
    public abstract Stride stride(KeyRange range, int most);

    /** Whether the scan comes across more than so many, without a look at the others. */
    public abstract boolean findsMoreThan(int most, Scan scan);

    /** Whether it is in this order, in which a search wants its documents. */
    public final boolean isInOrder(Document sort) {
        var wanted = List.copyOf(sort.keySet());
        return !isSparse()
                && !holdsNested()
                && wanted.size() <= fields.size()
                && wanted.equals(fields.subList(0, wanted.size()))
                && sort.values().stream().allMatch(direction -> direction instanceof Number up && up.intValue() > 0);
    }

    abstract boolean holdsNested();

    /** Whether one of the fields has several values in this document, or one that an index only tells from others. */
    final boolean hasNested(Document document) {
        return paths.stream()
                .map(path -> path.valueIn(document))
                .anyMatch(value -> value instanceof Collection || value instanceof Document);
    }

    @Override
    public final void checkUpdate(Document old, Document changed, MongoCollection<Key> collection) {
        if (leavesAlone(old, changed)) {
            return;
        }
        var wanted = entriesOf(changed);
        if (!wanted.equals(entriesOf(old))) {
            checkMove(wanted, old, changed, collection);
        }
    }

    /** Refuses new entries of a document that it must not have. */
    abstract void checkMove(Set<Key> wanted, Document old, Document changed, MongoCollection<Key> collection);

    @Override
    public final void updateInPlace(Document old, Document changed, Key position, MongoCollection<Key> collection) {
        if (leavesAlone(old, changed)) {
            return;
        }
        var before = entriesOf(old);
        var after = entriesOf(changed);
        if (!before.equals(after)) {
            move(before, after, changed, position);
        }
    }

    /** Takes the entries that a document had for those that it has now. */
    abstract void move(Set<Key> before, Set<Key> after, Document changed, Key position);

    /**
     * Whether a change left all of the index's fields as they were, to their type and the order in embedded documents; most do, and
     * cost no look at the entries.
     */
    private boolean leavesAlone(Document old, Document changed) {
        return paths.stream().allMatch(path -> path.valueIn(old).equals(path.valueIn(changed)));
    }

    /** The index's own keys for a document: none, one, or one for each element of an array. */
    final Set<Key> entriesOf(Document document) {
        var values = new ArrayList<Object>();
        paths.forEach(path -> values.add(path.valueIn(document)));
        if (isSparse() && values.stream().allMatch(Missing.class::isInstance)) {
            return Set.of();
        }
        if (values.stream().noneMatch(Collection.class::isInstance)) {
            return Set.of(ValueBytes.key(values));
        }
        var entries = new LinkedHashSet<Key>();
        getKeyValues(document).forEach(combination -> entries.add(ValueBytes.key(combination)));
        return entries;
    }

    /** What a message about a duplicate shows. */
    final KeyValue shownValues(Document document) {
        return getKeyValues(document).iterator().next();
    }

    /** Asked only by the search of the library's own collections, which ours replaces. */
    @Override
    public final boolean canHandle(Document query) {
        return false;
    }

    @Override
    public final Iterable<Key> getPositions(Document query) {
        throw new UnsupportedOperationException("Ask plan and find");
    }

    @Override
    public final long getDataSize() {
        return getCount();
    }
}
