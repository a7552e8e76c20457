package com.pickatime.local.infrastructure.store.documents;

import java.util.SortedMap;
import java.util.TreeMap;

/** Segments that are gone with the process. */
final class MemoryStorage implements Storage {

    @Override
    public SortedMap<Integer, Segment> existing() {
        return new TreeMap<>();
    }

    @Override
    public Segment create(int number) {
        return new MemorySegment();
    }

    @Override
    public void delete() {}
}
