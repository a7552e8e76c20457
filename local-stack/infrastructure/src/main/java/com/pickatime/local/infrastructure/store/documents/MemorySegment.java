package com.pickatime.local.infrastructure.store.documents;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** A piece of a log that is gone with the process. */
final class MemorySegment implements Segment {

    private final Bytes bytes = new Bytes();

    @Override
    public int size() {
        return bytes.size();
    }

    @Override
    public void append(ByteBuffer added) {
        bytes.write(added.array(), added.arrayOffset() + added.position(), added.remaining());
    }

    @Override
    public ByteBuffer read(int offset, int length) {
        return bytes.slice(offset, length);
    }

    @Override
    public void truncate(int size) {
        bytes.truncate(size);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public void delete() {}

    /** Lets its bytes be read without a copy. */
    private static final class Bytes extends ByteArrayOutputStream {

        private ByteBuffer slice(int offset, int length) {
            return ByteBuffer.wrap(buf, offset, length).slice();
        }

        private void truncate(int size) {
            count = size;
        }
    }
}
