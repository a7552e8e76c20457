package com.pickatime.imports.source.oneroster;

/**
 * Which source IDs of a collection have come, as 64-bit hashes: 11 to 21 bytes each, because a large district has millions.
 *
 * <p>Two IDs with one hash would make a roster be read again for nothing; among four million that happens once in a
 * million times.
 */
final class SeenIds {

    private static final int FIRST_SLOTS = 1 << 10;

    private long[] slots = new long[FIRST_SLOTS];
    private int size;

    /** Never 0, which is an empty slot. */
    static long hash(String id) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        hash ^= hash >>> 33;
        return hash == 0 ? 1 : hash;
    }

    boolean has(long hash) {
        return slots[slot(slots, hash)] == hash;
    }

    void add(long hash) {
        int slot = slot(slots, hash);
        if (slots[slot] == 0) {
            slots[slot] = hash;
            size++;
            if (size * 4L > slots.length * 3L) {
                grow();
            }
        }
    }

    private void grow() {
        var larger = new long[slots.length * 2];
        for (long hash : slots) {
            if (hash != 0) {
                larger[slot(larger, hash)] = hash;
            }
        }
        slots = larger;
    }

    /** Where the hash is, or would be. */
    private static int slot(long[] slots, long hash) {
        int slot = (int) hash & slots.length - 1;
        while (slots[slot] != 0 && slots[slot] != hash) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }
}
