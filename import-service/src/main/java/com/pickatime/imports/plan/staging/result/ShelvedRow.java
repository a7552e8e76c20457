package com.pickatime.imports.plan.staging.result;

import com.pickatime.imports.plan.roster.RosterRow;
import org.jspecify.annotations.Nullable;

/**
 * One entity that shall be stored.
 *
 * @param bucket which of the {@link Buckets#MOST} it lies in
 * @param hash content hash (16 bytes)
 * @param row null where it stays as it is stored, so that this import did not read it
 */
public record ShelvedRow(
        String sourceId, int bucket, byte[] hash, @Nullable RosterRow row) {

    /** Names nobody. */
    @Override
    public String toString() {
        return "ShelvedRow[bucket=" + bucket + "]";
    }
}
