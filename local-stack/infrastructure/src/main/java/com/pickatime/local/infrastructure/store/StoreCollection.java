package com.pickatime.local.infrastructure.store;

import com.pickatime.local.infrastructure.store.command.StoreCursor;
import com.pickatime.local.infrastructure.store.documents.Documents;
import com.pickatime.local.infrastructure.store.documents.Key;
import com.pickatime.local.infrastructure.store.index.PrimaryIndex;
import com.pickatime.local.infrastructure.store.index.Scan;
import com.pickatime.local.infrastructure.store.index.StoreIndex;
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
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A collection whose searches go through the index that narrows them most, and whose cursors hold no documents. */
final class StoreCollection extends AbstractSynchronizedMongoCollection<Key> {

    /** As a limit, so does whatever is below it. */
    private static final int EVERYTHING = 0;

    private final Documents documents;

    StoreCollection(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            Documents documents,
            CursorRegistry cursors) {
        super(database, name, options, cursors);
        this.documents = documents;
    }

    Documents documents() {
        return documents;
    }

    /** Makes every change so far outlive this process. */
    void flush() {
        if (documents.isUnflushed()) {
            synchronized (this) {
                documents.flush();
            }
        }
    }

    /** What its log takes up, in bytes. */
    synchronized long logBytes() {
        return documents.logBytes();
    }

    synchronized void close() {
        documents.close();
    }

    @Override
    public synchronized void drop() {
        super.drop();
        documents.delete();
    }

    @Override
    protected Key addDocumentInternal(Document document) {
        var idField = getIdField();
        // the list of indexes has no id; its documents are told apart by their content
        var key = PrimaryIndex.keyOf(idField == null ? document : document.get(idField));
        documents.put(key, Bson.encode(document));
        return key;
    }

    @Override
    protected void handleUpdate(Key position, Document oldDocument, Document newDocument) {
        documents.put(position, Bson.encode(newDocument));
    }

    @Override
    protected void removeDocument(Key position) {
        documents.remove(position);
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
            var roots = ((StoreIndex) index).rootFields();
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
        var candidates = candidates(query);
        order.arrange(candidates);
        if (order == Order.BY_CONTENT) {
            var all = candidates.stream().flatMap(key -> find(key).stream());
            return matchDocumentsFromStream(all, query, orderBy, numberToSkip, limit, batchSize, fieldSelector);
        }
        var wanted = limit <= EVERYTHING ? Integer.MAX_VALUE : limit;
        Iterable<Document> matches = () -> limited(
                new Matches(candidates, wanted, keys -> matching(keys, query, fieldSelector)), numberToSkip, limit);
        return batchSize == EVERYTHING ? new QueryResult(matches) : firstBatch(matches, batchSize);
    }

    private List<Key> candidates(Document query) {
        var best = getIndexes().stream()
                .map(StoreIndex.class::cast)
                .flatMap(index -> index.plan(query).map(scan -> new Choice(index, scan)).stream())
                .max(Comparator.comparingInt(choice -> choice.scan().selectivity()));
        return best.map(Choice::find).orElseGet(documents::keys);
    }

    private synchronized List<Document> matching(List<Key> keys, Document query, @Nullable Document fieldSelector) {
        var read = keys.stream().flatMap(key -> find(key).stream());
        return matchDocumentsFromStream(read, query, null, 0, EVERYTHING, EVERYTHING, fieldSelector)
                .collectDocuments();
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

    private record Choice(StoreIndex index, Scan scan) {

        private List<Key> find() {
            return index.find(scan);
        }
    }
}
