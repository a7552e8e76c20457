package com.pickatime.local.infrastructure.store.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A piece of a log in a file, written in large strokes: what is not flushed waits in a buffer and is read from there.
 *
 * <p>After a failed write it refuses everything: what the file holds is then known only to the next start.
 */
final class FileSegment implements Segment {

    private static final int BUFFER = 64 << 10;
    /** Larger transfers would make the JDK keep a direct buffer of that size for every thread. */
    private static final int STROKE = 256 << 10;

    private final Path path;
    private final FileChannel channel;
    private final AtomicInteger written;
    private final ByteBuffer pending = ByteBuffer.allocate(BUFFER);

    private FileSegment(Path path, FileChannel channel, int written) {
        this.path = path;
        this.channel = channel;
        this.written = new AtomicInteger(written);
    }

    static FileSegment open(Path path) {
        try {
            var channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            return new FileSegment(path, channel, Math.toIntExact(channel.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int size() {
        return written.get() + pending.position();
    }

    @Override
    public void append(ByteBuffer bytes) {
        if (bytes.remaining() > pending.remaining()) {
            flush();
        }
        if (bytes.remaining() > pending.remaining()) {
            write(bytes);
        } else {
            pending.put(bytes);
        }
    }

    @Override
    public ByteBuffer read(int offset, int length) {
        if (offset >= written.get()) {
            return pending.slice(offset - written.get(), length);
        }
        var buffer = ByteBuffer.allocate(length);
        try {
            while (buffer.position() < length) {
                buffer.limit(Math.min(length, buffer.position() + STROKE));
                if (channel.read(buffer, (long) offset + buffer.position()) < 0) {
                    throw new DamagedStoreException(path + " ends too early");
                }
            }
            return buffer.flip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void truncate(int size) {
        try {
            channel.truncate(size);
            written.set(size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void flush() {
        write(pending.flip());
        pending.clear();
    }

    private void write(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                written.addAndGet(channel.write(bytes, written.get()));
            }
        } catch (IOException e) {
            throw refusingAllElse(e);
        }
    }

    private UncheckedIOException refusingAllElse(IOException cause) {
        try {
            channel.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        return new UncheckedIOException(cause);
    }

    @Override
    public void close() {
        try {
            flush();
            channel.force(true);
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void delete() {
        try {
            channel.close();
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
