package com.pickatime.contacts.summary;

/**
 * A set of 64-bit hashes in one array: 8 bytes an entry and some room, where a set of strings would take a hundred.
 *
 * <p>Two different texts are taken for one with a probability of about n²/2^65: 1 in 30 million for a million of them.
 */
public final class LongHashSet {

    private static final int FIRST_CAPACITY = 1 << 10;

    private long[] slots = new long[FIRST_CAPACITY];
    private int size;
    private boolean holdsZero;

    public int size() {
        return size + (holdsZero ? 1 : 0);
    }

    /** Returns whether the hash was not there before. */
    public boolean add(long hash) {
        if (hash == 0) {
            var isNew = !holdsZero;
            holdsZero = true;
            return isNew;
        }
        if (size * 2 >= slots.length) {
            grow();
        }
        int slot = find(slots, hash);
        if (slots[slot] == hash) {
            return false;
        }
        slots[slot] = hash;
        size++;
        return true;
    }

    public boolean contains(long hash) {
        return hash == 0 ? holdsZero : slots[find(slots, hash)] == hash;
    }

    private void grow() {
        var larger = new long[slots.length * 2];
        for (long hash : slots) {
            if (hash != 0) {
                larger[find(larger, hash)] = hash;
            }
        }
        slots = larger;
    }

    /** The slot that holds the hash, or the free one where it belongs. */
    private static int find(long[] slots, long hash) {
        int slot = (int) (hash >>> 32) & (slots.length - 1);
        while (slots[slot] != 0 && slots[slot] != hash) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }
}
