package com.pickatime.imports.source.oneroster;

import com.pickatime.imports.source.reading.RecordBatch;
import org.jspecify.annotations.Nullable;

/**
 * One page of a collection.
 *
 * @param ids hashes of its records' source IDs ({@link SeenIds#hash}), in their order
 * @param total records in the whole collection, or {@link com.pickatime.imports.source.oneroster.http.Answer#UNKNOWN}
 * @param revision ClassLink's revision of data and permissions; null when not told
 * @param digest of the answer; null where it was none, and only means that nothing is left
 */
record CollectionPage(
        RecordBatch batch,
        long[] ids,
        long total,
        Links links,
        @Nullable String revision,
        byte @Nullable [] digest) {

    int records() {
        return batch.records();
    }
}
