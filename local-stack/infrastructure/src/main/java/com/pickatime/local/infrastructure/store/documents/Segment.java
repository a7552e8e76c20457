package com.pickatime.local.infrastructure.store.documents;

import java.nio.ByteBuffer;

/** One piece of the log; only the newest is appended to. Not thread-safe. */
interface Segment extends AutoCloseable {

    /** In bytes, with what is not flushed yet. */
    int size();

    void append(ByteBuffer bytes);

    /** A buffer of exactly these bytes, all of which are flushed, or none. */
    ByteBuffer read(int offset, int length);

    /** Cuts off everything from this size on. */
    void truncate(int size);

    /** Hands everything appended to the operating system, so that it outlives this process. */
    void flush();

    @Override
    void close();

    /** Closes it and takes it away for good. */
    void delete();
}
