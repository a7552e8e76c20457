package com.pickatime.local.infrastructure.store.documents;

import java.util.Arrays;

/** Bytes that sort as the values they stand for, compared without sign. */
public final class Key implements Comparable<Key> {

    private final byte[] bytes;

    /** Keeps the array itself; nobody may change it afterwards. */
    public Key(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The array itself. */
    public byte[] bytes() {
        return bytes;
    }

    /** The lowest key above this one. */
    Key next() {
        return new Key(Arrays.copyOf(bytes, bytes.length + 1));
    }

    @Override
    public int compareTo(Key other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Ids can be personal, so a key does not show its bytes. */
    @Override
    public String toString() {
        return "Key of " + bytes.length + " bytes";
    }
}
