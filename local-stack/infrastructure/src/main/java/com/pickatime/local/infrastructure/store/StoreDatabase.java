package com.pickatime.local.infrastructure.store;

import com.pickatime.local.infrastructure.store.command.AggregateCommand;
import com.pickatime.local.infrastructure.store.command.OrderedUpdate;
import com.pickatime.local.infrastructure.store.command.Unsupported;
import com.pickatime.local.infrastructure.store.documents.Documents;
import com.pickatime.local.infrastructure.store.documents.Key;
import com.pickatime.local.infrastructure.store.index.PrimaryIndex;
import com.pickatime.local.infrastructure.store.index.SecondaryIndex;
import com.pickatime.local.infrastructure.store.index.UniqueIndex;
import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.NoSuchCommandException;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** A database whose collections each have a directory, or that is in memory. */
final class StoreDatabase extends AbstractSynchronizedMongoDatabase<Key> {

    private static final int FIRST_BATCH = 101;
    private static final Set<String> KNOWN = Set.of(
            "insert",
            "delete",
            "findandmodify",
            "count",
            "distinct",
            "create",
            "drop",
            "dropindexes",
            "listcollections",
            "listindexes",
            "collstats",
            "dbstats",
            "validate",
            "getlasterror",
            "reseterror");

    private final Optional<Path> directory;
    private final Map<String, StoreCollection> opened = new ConcurrentHashMap<>();
    private final Set<StoreCollection> unflushed;

    StoreDatabase(String name, Optional<Path> directory, CursorRegistry cursors, Set<StoreCollection> unflushed) {
        super(name, cursors);
        this.directory = directory;
        this.unflushed = unflushed;
        initializeNamespacesAndIndexes();
    }

    @Override
    public Document handleCommand(
            Channel channel, String command, Document query, DatabaseResolver resolver, Oplog oplog) {
        return switch (command) {
            case "find" -> super.handleCommand(channel, command, inBatches(query), resolver, oplog);
            case "update" -> update(query, single -> super.handleCommand(channel, command, single, resolver, oplog));
            case "aggregate" ->
                Optional.ofNullable(resolveCollection(String.valueOf(query.get(command)), false))
                        .map(collection ->
                                new AggregateCommand(this, resolver, oplog, cursorRegistry).run(query, collection))
                        .orElseGet(() -> super.handleCommand(channel, command, query, resolver, oplog));
            case "createIndexes" -> {
                Unsupported.refuseIndexOptions(query);
                yield super.handleCommand(channel, command, query, resolver, oplog);
            }
            default -> {
                requireKnown(command);
                yield super.handleCommand(channel, command, query, resolver, oplog);
            }
        };
    }

    /** The library would log an unknown command with all its content. */
    private static void requireKnown(String command) {
        if (!KNOWN.contains(command.toLowerCase(Locale.ROOT))) {
            throw new NoSuchCommandException(command);
        }
    }

    /** Without a size the library would answer with everything in one message. */
    private static Document inBatches(Document find) {
        find.putIfAbsent("batchSize", FIRST_BATCH);
        if (Utils.isTrue(find.get("singleBatch"))) {
            find.putIfAbsent("limit", find.get("batchSize"));
        }
        return find;
    }

    private static Document update(Document command, UnaryOperator<Document> update) {
        Unsupported.refusePipelines(command);
        return OrderedUpdate.isNeededFor(command) ? OrderedUpdate.run(command, update) : update.apply(command);
    }

    @Override
    protected MongoCollection<Key> openOrCreateCollection(String collectionName, CollectionOptions options) {
        var documents = Documents.open(directory.map(path -> path.resolve(FileNames.of(collectionName))));
        var collection = new StoreCollection(this, collectionName, options, documents, cursorRegistry, unflushed);
        opened.put(collectionName, collection);
        return collection;
    }

    @Override
    protected Index<Key> openOrCreateUniqueIndex(
            String collectionName, String indexName, List<IndexKey> keys, boolean sparse) {
        var isPrimary = keys.size() == 1 && keys.get(0).getKey().equals("_id");
        return isPrimary
                ? new PrimaryIndex(indexName, collection(collectionName).documents())
                : new UniqueIndex(indexName, keys, sparse);
    }

    @Override
    protected Index<Key> openOrCreateSecondaryIndex(
            String collectionName, String indexName, List<IndexKey> keys, boolean sparse) {
        return new SecondaryIndex(indexName, keys, sparse);
    }

    private StoreCollection collection(String name) {
        return (StoreCollection) resolveCollection(name, true);
    }

    @Override
    public void unregisterCollection(String collectionName) {
        super.unregisterCollection(collectionName);
        opened.remove(collectionName);
    }

    void close() {
        opened.values().forEach(StoreCollection::close);
    }

    /** Once its collections are dropped. */
    void deleteDirectory() {
        directory.ifPresent(path -> {
            try {
                Files.delete(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Removes what the TTL indexes give no longer life than until now. */
    void removeExpired(Instant now) {
        Optional.ofNullable(indexes.get())
                .ifPresent(known -> known.queryAllAsStream()
                        .flatMap(index -> TtlIndex.of(index).stream())
                        .forEach(ttl -> collection(ttl.collection(databaseName)).deleteDocuments(ttl.expired(now), 0)));
    }

    @Override
    protected long getFileSize() {
        return getStorageSize();
    }

    @Override
    protected long getStorageSize() {
        return opened.values().stream().mapToLong(StoreCollection::logBytes).sum();
    }
}
