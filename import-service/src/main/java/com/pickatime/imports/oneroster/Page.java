package com.pickatime.imports.oneroster;

import com.pickatime.imports.oneroster.http.Answer;
import com.pickatime.imports.source.reading.RecordBatch;
import org.jspecify.annotations.Nullable;

/**
 * One page of a collection.
 *
 * @param firstId sourcedId of its first record; null when there is none
 * @param total records in the whole collection, or {@link Answer#UNKNOWN}
 * @param revision ClassLink's revision of data and permissions; null when not told
 */
record Page(
        RecordBatch batch,
        @Nullable String firstId,
        long total,
        @Nullable String revision) {

    int records() {
        return batch.records();
    }
}
