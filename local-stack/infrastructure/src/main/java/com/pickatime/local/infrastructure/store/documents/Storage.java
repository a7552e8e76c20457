package com.pickatime.local.infrastructure.store.documents;

import java.util.SortedMap;

/** Where a log keeps its segments. */
interface Storage {

    /** The segments of earlier runs by number. */
    SortedMap<Integer, Segment> existing();

    Segment create(int number);

    /** Takes away what is left once every segment is deleted. */
    void delete();
}
