package com.pickatime.imports.source;

import com.pickatime.events.RecordType;

/** Is told how far the reading of a roster has come. */
@FunctionalInterface
public interface FetchProgress {

    /** The total when the source does not tell it. */
    long UNKNOWN = -1;

    /** For callers who need no progress. */
    FetchProgress NONE = (type, rows, total) -> {};

    /**
     * Called after each batch, from any thread; must not block.
     *
     * @param rows read of this type so far, those left out included
     * @param total of this type, or {@link #UNKNOWN}
     */
    void fetched(RecordType type, long rows, long total);
}
