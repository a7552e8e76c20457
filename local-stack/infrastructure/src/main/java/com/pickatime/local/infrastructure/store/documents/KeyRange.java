package com.pickatime.local.infrastructure.store.documents;

import java.util.NavigableMap;

/** All keys from {@code from} up to but without {@code to}. */
public record KeyRange(Key from, Key to) {

    /** What of the range comes after this key of it. */
    public KeyRange after(Key key) {
        return new KeyRange(key.next(), to);
    }

    /** The part of this map that the range covers. */
    public <V> NavigableMap<Key, V> of(NavigableMap<Key, V> map) {
        return from.compareTo(to) < 0 ? map.subMap(from, true, to, false) : map.subMap(from, true, from, false);
    }
}
