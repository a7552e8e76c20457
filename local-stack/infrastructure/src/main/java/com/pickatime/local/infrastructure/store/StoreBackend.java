package com.pickatime.local.infrastructure.store;

import com.pickatime.local.infrastructure.store.command.Greeting;
import com.pickatime.local.infrastructure.store.command.Replies;
import com.pickatime.local.infrastructure.store.command.Unsupported;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.netty.channel.Channel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All databases of one directory; a command is answered when what it changed outlives this process. */
final class StoreBackend extends AbstractMongoBackend {

    private static final Logger log = LoggerFactory.getLogger(StoreBackend.class);
    private static final int DEFAULT_BATCH = 1000;

    private final Optional<Path> directory;
    private final Map<String, StoreDatabase> opened = new ConcurrentHashMap<>();

    /** Of all databases: there may be thousands of collections, of which one command changes one. */
    private final Set<StoreCollection> unflushed = ConcurrentHashMap.newKeySet();

    StoreBackend(Optional<Path> directory, Clock clock) {
        super(clock);
        this.directory = directory;
        directory.ifPresent(this::openAll);
    }

    private void openAll(Path root) {
        try {
            Files.createDirectories(root);
            try (var databases = Files.newDirectoryStream(root, Files::isDirectory)) {
                databases.forEach(path ->
                        resolveDatabase(FileNames.toName(path.getFileName().toString())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The library also asks for databases that are open. */
    @Override
    protected MongoDatabase openOrCreateDatabase(String databaseName) {
        return opened.computeIfAbsent(databaseName, name -> {
            var path = directory.map(root -> root.resolve(FileNames.of(name)));
            return new StoreDatabase(name, path, getCursorRegistry(), unflushed);
        });
    }

    @Override
    public Document handleCommand(Channel channel, String databaseName, String command, Document query) {
        Unsupported.refuseRenaming(command);
        if (Greeting.is(command)) {
            return Greeting.answer(command, super.handleCommand(channel, databaseName, Greeting.LEGACY, query));
        }
        try {
            return super.handleCommand(channel, databaseName, command, query);
        } finally {
            unflushed.forEach(StoreCollection::flush);
        }
    }

    /** The library would log the whole command, and with it people's data. */
    @Override
    public Document handleMessage(MongoMessage message) {
        try {
            return super.handleMessage(message);
        } catch (MongoServerException e) {
            return Replies.error(e);
        } catch (RuntimeException e) {
            log.error("A command failed: {}", Failures.withoutContent(e));
            return Replies.error(
                    new MongoServerException("Internal error: " + e.getClass().getSimpleName()));
        }
    }

    @Override
    protected Document handleGetMore(String databaseName, String command, Document query) {
        query.putIfAbsent("batchSize", DEFAULT_BATCH);
        return super.handleGetMore(databaseName, command, query);
    }

    @Override
    public void dropDatabase(String database) {
        super.dropDatabase(database);
        Optional.ofNullable(opened.remove(database)).ifPresent(StoreDatabase::deleteDirectory);
    }

    /** Does what TTL indexes promise. */
    void removeExpired() {
        opened.values().forEach(database -> database.removeExpired(getClock().instant()));
        unflushed.forEach(StoreCollection::flush);
    }

    @Override
    public void close() {
        super.close();
        opened.values().forEach(StoreDatabase::close);
    }
}
