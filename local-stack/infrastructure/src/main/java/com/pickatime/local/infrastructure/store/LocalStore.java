package com.pickatime.local.infrastructure.store;

import de.bwaldvogel.mongo.MongoServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A document store on the loopback address that MongoDB's drivers talk to.
 *
 * <p>Every write it has acknowledged survives the end of the process, a kill included, but not the loss of power. Keys
 * and indexes are in memory, documents on disk. It has no transactions, sessions, change streams or users.
 */
public final class LocalStore implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LocalStore.class);
    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(60);

    private final MongoServer server;
    private final ScheduledExecutorService sweeper;
    private final Optional<DirectoryLock> lock;
    private final int port;

    private LocalStore(MongoServer server, ScheduledExecutorService sweeper, Optional<DirectoryLock> lock) {
        this.server = server;
        this.sweeper = sweeper;
        this.lock = lock;
        this.port = server.getLocalAddress().getPort();
    }

    /**
     * Starts a store that keeps its data in this directory, or in memory without one.
     *
     * @param port 0 for any free one
     * @throws IllegalStateException when another store has the directory
     * @throws com.pickatime.local.infrastructure.store.documents.DamagedStoreException when its files are damaged
     */
    public static LocalStore start(Optional<Path> directory, int port) {
        return start(directory, port, Clock.systemUTC(), SWEEP_INTERVAL);
    }

    /**
     * As {@link #start(Optional, int)}.
     *
     * @param clock says what has expired
     * @param sweepInterval how often expired documents are looked for
     */
    public static LocalStore start(Optional<Path> directory, int port, Clock clock, Duration sweepInterval) {
        var lock = directory.map(DirectoryLock::on);
        try {
            var backend = new StoreBackend(directory.map(path -> path.resolve("databases")), clock);
            var server = new MongoServer(backend);
            server.bind("127.0.0.1", port);
            return new LocalStore(server, sweeper(backend, sweepInterval), lock);
        } catch (RuntimeException e) {
            lock.ifPresent(DirectoryLock::close);
            throw e;
        }
    }

    /** No failure gets into the future that is ignored here. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private static ScheduledExecutorService sweeper(StoreBackend backend, Duration interval) {
        var sweeper = Executors.newSingleThreadScheduledExecutor(work -> {
            var thread = new Thread(work, "store-sweeper");
            thread.setDaemon(true);
            return thread;
        });
        sweeper.scheduleWithFixedDelay(
                () -> sweep(backend), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        return sweeper;
    }

    /** A failure that got away would end all later sweeps. */
    private static void sweep(StoreBackend backend) {
        try {
            backend.removeExpired();
        } catch (RuntimeException e) {
            log.error("Cannot remove expired documents: {}", Failures.withoutContent(e));
        }
    }

    /** The URI for a driver, without a database. */
    public String connectionString() {
        return "mongodb://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        // not interrupted: that would close the file it writes to
        sweeper.shutdown();
        server.shutdownNow();
        lock.ifPresent(DirectoryLock::close);
    }
}
