package com.pickatime.local.infrastructure.store;

import com.pickatime.local.infrastructure.store.command.StoreCursor;
import com.pickatime.local.infrastructure.store.documents.Documents;
import com.pickatime.local.infrastructure.store.documents.Key;
import com.pickatime.local.infrastructure.store.documents.KeyRange;
import com.pickatime.local.infrastructure.store.index.PrimaryIndex;
import com.pickatime.local.infrastructure.store.index.Scan;
import com.pickatime.local.infrastructure.store.index.StoreIndex;
import com.pickatime.local.infrastructure.store.index.StoreIndex.Stride;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.IndexBuildFailedException;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A collection whose searches go through the index that narrows them most, and whose cursors hold no documents. */
final class StoreCollection extends AbstractSynchronizedMongoCollection<Key> {

    /** As a limit, so does whatever is below it. */
    private static final int EVERYTHING = 0;

    /** As a filter, so does an empty one. */
    private static final Document EVERY = new Document();

    private static final int FEW = 100;

    private final Documents documents;
    private final Set<StoreCollection> unflushed;

    /** @param unflushed where it is while a change of it waits for {@link #flush} */
    StoreCollection(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            Documents documents,
            CursorRegistry cursors,
            Set<StoreCollection> unflushed) {
        super(database, name, options, cursors);
        this.documents = documents;
        this.unflushed = unflushed;
    }

    Documents documents() {
        return documents;
    }

    /**
     * Makes every change so far outlive this process. Does not wait for a command that goes through this collection: each command
     * flushes what any other has changed, and would wait for all of them.
     */
    void flush() {
        synchronized (documents) {
            // another command may have flushed or dropped it meanwhile
            if (unflushed.contains(this)) {
                documents.flush();
                unflushed.remove(this);
            }
        }
    }

    /** What its log takes up, in bytes. */
    long logBytes() {
        return documents.logBytes();
    }

    synchronized void close() {
        documents.close();
    }

    @Override
    public synchronized void drop() {
        super.drop();
        synchronized (documents) {
            documents.delete();
            unflushed.remove(this);
        }
    }

    @Override
    protected Key addDocumentInternal(Document document) {
        var idField = getIdField();
        // the list of indexes has no id; its documents are told apart by their content
        var key = PrimaryIndex.keyOf(idField == null ? document : document.get(idField));
        put(key, document);
        return key;
    }

    @Override
    protected void handleUpdate(Key position, Document oldDocument, Document newDocument) {
        put(position, newDocument);
    }

    private void put(Key key, Document document) {
        var bytes = Bson.encode(document);
        synchronized (documents) {
            documents.put(key, bytes);
            unflushed.add(this);
        }
    }

    @Override
    protected void removeDocument(Key position) {
        synchronized (documents) {
            documents.remove(position);
            unflushed.add(this);
        }
    }

    @Override
    protected Document getDocument(Key position) {
        return find(position).orElseThrow();
    }

    private Optional<Document> find(Key position) {
        return documents.get(position).map(Bson::decode);
    }

    @Override
    public int count() {
        return documents.size();
    }

    @Override
    public synchronized void addIndex(Index<Key> index) {
        if (index.isEmpty()) {
            fill(index);
        }
        super.addIndex(index);
    }

    private void fill(Index<Key> index) {
        try {
            var roots = Fields.named(((StoreIndex) index).rootFields());
            documents.forEach((key, bytes) -> {
                var document = Bson.decode(bytes, roots);
                index.checkAdd(document, this);
                index.add(document, key, this);
            });
        } catch (MongoServerError e) {
            throw new IndexBuildFailedException(e, this);
        }
    }

    @Override
    protected synchronized Stream<DocumentWithPosition<Key>> streamAllDocumentsWithPosition() {
        return documents.keys().stream().map(key -> new DocumentWithPosition<>(getDocument(key), key));
    }

    @Override
    protected synchronized QueryResult queryDocuments(
            Document query,
            @Nullable Document orderBy,
            int numberToSkip,
            int limit,
            int batchSize,
            @Nullable Document fieldSelector) {
        var order = Order.of(orderBy);
        var choice = choose(query, orderBy);
        var listed = ListedValues.of(query);
        if (order == Order.BY_CONTENT && !choice.isInOrder(orderBy)) {
            var all = matching(choice.find(), listed, Bson::decode);
            return matchDocumentsFromStream(all, EVERY, orderBy, numberToSkip, limit, batchSize, fieldSelector);
        }
        var candidates = candidates(choice, order);
        var wanted = limit <= EVERYTHING ? Integer.MAX_VALUE : limit;
        var fields = Fields.of(query, fieldSelector);
        Iterable<Document> matches = () -> limited(
                new Matches(candidates, wanted, keys -> matching(keys, listed, fieldSelector, fields)),
                numberToSkip,
                limit);
        return batchSize == EVERYTHING ? new QueryResult(matches) : firstBatch(matches, batchSize);
    }

    /** Of the indexes that serve the filter the one that finds least, for which none is read to its end; of equals one in order. */
    private Choice choose(Document query, @Nullable Document orderBy) {
        var choices = Stream.concat(
                        parts(query).map(part -> new Choice(List.of(part))),
                        alternatives(query).flatMap(branches -> union(branches).stream()))
                .sorted(Comparator.comparing((Choice choice) -> choice.isInOrder(orderBy))
                        .thenComparingInt(Choice::selectivity)
                        .reversed())
                .toList();
        if (choices.isEmpty()) {
            return new Choice(List.of(new Part(new PrimaryIndex("_id_", documents), Scan.ALL)));
        }
        var first = choices.get(0);
        // what is in order is read no further than it is taken, so that it need not be short
        if (choices.stream()
                .allMatch(other ->
                        other == first || first.isInOrder(orderBy) && other.selectivity() <= first.selectivity())) {
            return first;
        }
        for (int most = FEW; ; most *= 4) {
            for (var choice : choices) {
                if (!choice.findsMoreThan(most)) {
                    return choice;
                }
            }
        }
    }

    private Stream<Part> parts(Document query) {
        return getIndexes().stream()
                .map(StoreIndex.class::cast)
                .flatMap(index -> index.plan(query).map(scan -> new Part(index, scan)).stream());
    }

    /** What serves each branch together serves the whole; empty where a branch is served by no index. */
    private Optional<Choice> union(Collection<?> branches) {
        var best = branches.stream()
                .map(branch -> parts((Document) branch).max(Comparator.comparingInt(part -> part.scan.selectivity())))
                .toList();
        return best.stream().allMatch(Optional::isPresent)
                ? Optional.of(new Choice(best.stream().flatMap(Optional::stream).toList()))
                : Optional.empty();
    }

    /** The branches of each {@code $or} that everything found has to meet. */
    private static Stream<Collection<?>> alternatives(Document query) {
        var here = query.get("$or") instanceof Collection<?> branches && !branches.isEmpty()
                ? Stream.<Collection<?>>of(branches)
                : Stream.<Collection<?>>empty();
        return query.get("$and") instanceof Collection<?> all
                ? Stream.concat(here, all.stream().flatMap(part -> alternatives((Document) part)))
                : here;
    }

    private Iterator<Key> candidates(Choice choice, Order order) {
        if (choice.isOneRange() && (order == Order.BY_CONTENT || order.isAsHeld() && choice.isPrimary())) {
            var part = choice.parts().get(0);
            return new Walk(part.index(), part.scan().ranges().get(0));
        }
        var keys = choice.find();
        order.arrange(keys);
        return keys.iterator();
    }

    private synchronized Stride stride(StoreIndex index, KeyRange range) {
        return index.stride(range, Matches.LONGEST_STRIDE);
    }

    /** What an index finds in a range, a few read at a time, so that whoever takes the first of many does not wait for all of them. */
    private final class Walk implements Iterator<Key> {

        private final StoreIndex index;
        private Optional<KeyRange> left;
        private Iterator<Key> read = Collections.emptyIterator();

        Walk(StoreIndex index, KeyRange range) {
            this.index = index;
            this.left = Optional.of(range);
        }

        @Override
        public boolean hasNext() {
            if (!read.hasNext() && left.isPresent()) {
                var stride = stride(index, left.get());
                read = stride.found().iterator();
                left = stride.rest();
            }
            return read.hasNext();
        }

        @Override
        public Key next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return read.next();
        }
    }

    /** Of documents as they are when their turn comes: a search that is taken piece by piece keeps no change waiting. */
    private List<Document> matching(
            List<Key> keys, ListedValues filter, @Nullable Document fieldSelector, Optional<Fields.Search> fields) {
        return fields.map(search -> matching(keys, filter, bytes -> Bson.decode(bytes, search.read()))
                        .map(search.shown()::of)
                        .toList())
                .orElseGet(() -> matchDocumentsFromStream(
                                matching(keys, filter, Bson::decode),
                                EVERY,
                                null,
                                0,
                                EVERYTHING,
                                EVERYTHING,
                                fieldSelector)
                        .collectDocuments());
    }

    private Stream<Document> matching(List<Key> keys, ListedValues filter, Function<byte[], Document> decoding) {
        return keys.stream()
                .flatMap(key -> documents.get(key).stream())
                .map(decoding)
                .filter(document -> filter.matches(document, this::documentMatchesQuery));
    }

    private static Iterator<Document> limited(Matches matches, int skip, int limit) {
        if (skip == 0 && limit <= EVERYTHING) {
            return matches;
        }
        var all = StreamSupport.stream(((Iterable<Document>) () -> matches).spliterator(), false)
                .skip(skip);
        return (limit <= EVERYTHING ? all : all.limit(limit)).iterator();
    }

    private QueryResult firstBatch(Iterable<Document> matches, int batchSize) {
        var remaining = matches.iterator();
        var batch = StoreCursor.take(remaining, batchSize);
        if (!remaining.hasNext()) {
            return new QueryResult(batch);
        }
        var cursor = new StoreCursor(cursorRegistry.generateCursorId(), remaining);
        cursorRegistry.add(cursor);
        return new QueryResult(batch, cursor);
    }

    @Override
    protected QueryResult matchDocuments(
            Document query, Document orderBy, int numberToSkip, int limit, int batchSize, Document fieldSelector) {
        return queryDocuments(query, orderBy, numberToSkip, limit, batchSize, fieldSelector);
    }

    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    @Override
    protected void updateDataSize(int sizeDelta) {}

    @Override
    protected int getDataSize() {
        return (int) Math.min(Integer.MAX_VALUE, documents.liveBytes());
    }

    private record Part(StoreIndex index, Scan scan) {}

    /** What is looked through for a search: a part of an index, or for alternatives one for each. */
    private record Choice(List<Part> parts) {

        private boolean isInOrder(@Nullable Document sort) {
            return sort != null && isOneRange() && parts.get(0).index.isInOrder(sort);
        }

        private boolean isOneRange() {
            return parts.size() == 1 && parts.get(0).scan.ranges().size() == 1;
        }

        private boolean isPrimary() {
            return parts.get(0).index instanceof PrimaryIndex;
        }

        private int selectivity() {
            return parts.stream()
                    .mapToInt(part -> part.scan.selectivity())
                    .min()
                    .orElse(0);
        }

        private boolean findsMoreThan(int most) {
            return parts.stream().anyMatch(part -> part.index.findsMoreThan(most, part.scan));
        }

        private List<Key> find() {
            if (parts.size() == 1) {
                return parts.get(0).index.find(parts.get(0).scan);
            }
            var found = new LinkedHashSet<Key>();
            parts.forEach(part -> found.addAll(part.index.find(part.scan)));
            return new ArrayList<>(found);
        }
    }
}
