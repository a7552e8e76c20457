package com.pickatime.local.infrastructure.store.documents;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/**
 * A sorted map from keys to document bytes whose keys are in memory and whose documents are in an append-only log.
 *
 * <p>A change outlives the process once {@link #flush} has returned: a kill loses nothing flushed, a power failure may.
 * When less than half of the log is of use, each change also moves what is alive out of the oldest segment, which is
 * then deleted: the log never holds much more than twice the documents. Safe for use by several threads, each call under this
 * object's monitor.
 */
public final class Documents implements AutoCloseable {

    private static final int SEGMENT_SIZE = 16 << 20;

    private final DocumentLog log;
    private final NavigableMap<Key, Location> locations = new TreeMap<>();
    private final AtomicLong liveBytes = new AtomicLong();

    Documents(Storage storage, int segmentSize) {
        this.log = new DocumentLog(storage, segmentSize);
        log.replay(this::apply);
    }

    /**
     * Opens what this directory holds, or a map in memory without one.
     *
     * @throws DamagedStoreException when the files are not as they were written
     */
    public static Documents open(Optional<Path> directory) {
        var storage = directory.<Storage>map(DirectoryStorage::new).orElseGet(MemoryStorage::new);
        return new Documents(storage, SEGMENT_SIZE);
    }

    private void apply(LogRecord record, Location location) {
        if (record.document().isPresent()) {
            place(record.key(), location);
        } else {
            displace(record.key());
        }
    }

    private void place(Key key, Location location) {
        var old = locations.put(key, location);
        liveBytes.addAndGet(location.length() - (old == null ? 0 : old.length()));
    }

    private boolean displace(Key key) {
        var old = locations.remove(key);
        if (old != null) {
            liveBytes.addAndGet(-old.length());
        }
        return old != null;
    }

    /** How many documents there are. */
    public synchronized int size() {
        return locations.size();
    }

    /** What the documents take up in the log. */
    public long liveBytes() {
        return liveBytes.get();
    }

    /** What the log takes up, in bytes. */
    public synchronized long logBytes() {
        return log.size();
    }

    public synchronized boolean contains(Key key) {
        return locations.containsKey(key);
    }

    /** The document under this key, if there is one. */
    public synchronized Optional<byte[]> get(Key key) {
        return Optional.ofNullable(locations.get(key))
                .flatMap(location -> log.read(location).document());
    }

    /** Every key, in order. */
    public synchronized List<Key> keys() {
        return new ArrayList<>(locations.keySet());
    }

    /** The keys that one of these ranges covers, range by range. */
    public synchronized List<Key> keys(List<KeyRange> ranges) {
        var keys = new ArrayList<Key>();
        for (var range : ranges) {
            keys.addAll(range.of(locations).keySet());
        }
        return keys;
    }

    /** The first of the keys that this range covers, so many at most. */
    public synchronized List<Key> keys(KeyRange range, int most) {
        var keys = new ArrayList<Key>();
        for (var some = range.of(locations).keySet().iterator(); keys.size() < most && some.hasNext(); ) {
            keys.add(some.next());
        }
        return keys;
    }

    /** Shows every document once, in the order of the log, which is much faster than one by one by key. */
    public synchronized void forEach(BiConsumer<Key, byte[]> reader) {
        log.readAll((record, location) -> {
            var held = locations.ceilingEntry(record.key());
            if (held != null && held.getValue().equals(location)) {
                reader.accept(held.getKey(), record.document().orElseThrow());
            }
        });
    }

    /** Puts the document under this key, in place of the one that may be there. */
    public synchronized void put(Key key, byte[] document) {
        place(key, append(new LogRecord(key, Optional.of(document))));
        reclaim();
    }

    /** Whether there was one. */
    public synchronized boolean remove(Key key) {
        var removed = displace(key);
        if (removed) {
            append(new LogRecord(key, Optional.empty()));
            reclaim();
        }
        return removed;
    }

    private Location append(LogRecord record) {
        return log.append(record);
    }

    /** One segment at most, so that no change has to wait long; nothing older can need the oldest one's removals. */
    private void reclaim() {
        if (log.segmentCount() > 1 && liveBytes.get() * 2 < log.size()) {
            log.readOldest(this::keepIfAlive);
            log.deleteOldest();
        }
    }

    private void keepIfAlive(LogRecord record, Location location) {
        if (location.equals(locations.get(record.key()))) {
            place(record.key(), append(record));
        }
    }

    /** Makes every change so far outlive this process. */
    public synchronized void flush() {
        log.flush();
    }

    @Override
    public synchronized void close() {
        log.close();
    }

    /** Takes away every document and file. */
    public synchronized void delete() {
        log.delete();
        locations.clear();
        liveBytes.set(0);
    }
}
