package com.pickatime.local.infrastructure.store.documents;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** The records of one map in the order they were written, cut into segments so that old ones can be given up. */
final class DocumentLog implements AutoCloseable {

    private final Storage storage;
    private final int segmentSize;
    private final NavigableMap<Integer, Segment> segments;

    DocumentLog(Storage storage, int segmentSize) {
        this.storage = storage;
        this.segmentSize = segmentSize;
        this.segments = new TreeMap<>(storage.existing());
        if (segments.isEmpty()) {
            segments.put(1, storage.create(1));
        }
    }

    /** Shows every record of earlier runs, oldest first, and drops one that a kill left unfinished at the very end. */
    void replay(BiConsumer<LogRecord, Location> reader) {
        for (var number : segments.keySet()) {
            var end = read(number, reader);
            var segment = segment(number);
            if (end < segment.size()) {
                if (!number.equals(segments.lastKey())) {
                    throw new DamagedStoreException(where(number, end));
                }
                segment.truncate(end);
            }
        }
    }

    /** Shows every record, oldest first. */
    void readAll(BiConsumer<LogRecord, Location> reader) {
        flush();
        segments.keySet().forEach(number -> read(number, reader));
    }

    /** Shows the records of the oldest segment. */
    void readOldest(BiConsumer<LogRecord, Location> reader) {
        read(segments.firstKey(), reader);
    }

    private int read(int number, BiConsumer<LogRecord, Location> reader) {
        var segment = segment(number);
        ByteBuffer buffer = segment.read(0, segment.size());
        while (LogRecord.isWhole(buffer, where(number, buffer.position()))) {
            var start = buffer.position();
            var record = LogRecord.take(buffer, where(number, start));
            reader.accept(record, new Location(number, start, buffer.position() - start));
        }
        return buffer.position();
    }

    private String where(int number, int offset) {
        return "byte " + offset + " of " + segment(number);
    }

    Location append(LogRecord record) {
        var bytes = record.toBytes();
        var length = bytes.remaining();
        var newest = roomFor(length);
        var location = new Location(newest.getKey(), newest.getValue().size(), length);
        newest.getValue().append(bytes);
        return location;
    }

    private Map.Entry<Integer, Segment> roomFor(int length) {
        var newest = segments.lastEntry();
        var size = newest.getValue().size();
        if (size > 0 && size + length > segmentSize) {
            // the order on disk: no segment begins before the one before it is complete
            newest.getValue().flush();
            segments.put(newest.getKey() + 1, storage.create(newest.getKey() + 1));
        }
        return segments.lastEntry();
    }

    LogRecord read(Location location) {
        var bytes = segment(location.segment()).read(location.offset(), location.length());
        return LogRecord.take(bytes, where(location.segment(), location.offset()));
    }

    private Segment segment(int number) {
        var segment = segments.get(number);
        if (segment == null) {
            throw new DamagedStoreException("segment " + number + " is missing");
        }
        return segment;
    }

    void flush() {
        segments.lastEntry().getValue().flush();
    }

    int segmentCount() {
        return segments.size();
    }

    /** In bytes, with records that newer ones have replaced. */
    long size() {
        return segments.values().stream().mapToLong(Segment::size).sum();
    }

    void deleteOldest() {
        flush();
        segments.pollFirstEntry().getValue().delete();
    }

    @Override
    public void close() {
        segments.values().forEach(Segment::close);
    }

    void delete() {
        segments.values().forEach(Segment::delete);
        storage.delete();
    }
}
