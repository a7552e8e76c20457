package com.pickatime.imports.publish;

import com.pickatime.schemas.digest.RosterDigest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.utils.Utils;

/**
 * What one run puts on each partition, counted while it is put there.
 *
 * <p>The partition is chosen here, by the rule of Kafka's own producer for keyed records, because the count must be known
 * per partition before any acknowledgement. Used by one thread.
 */
final class PartitionTallies {

    private final Tally[] tallies;

    /**
     * One partition's part.
     *
     * @param digest order-free digest of the records
     */
    record Tally(long records, RosterDigest digest) {

        private static final Tally NONE = new Tally(0, RosterDigest.EMPTY);

        private Tally plus(RosterDigest record) {
            return new Tally(records + 1, digest.plus(record));
        }
    }

    PartitionTallies(int partitions) {
        tallies = new Tally[partitions];
        Arrays.fill(tallies, Tally.NONE);
    }

    /** Counts a record and gives its partition. */
    int add(String key, RosterDigest digest) {
        int partition = Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % tallies.length;
        tallies[partition] = tallies[partition].plus(digest);
        return partition;
    }

    int partitions() {
        return tallies.length;
    }

    Tally of(int partition) {
        return tallies[partition];
    }

    long records() {
        return Arrays.stream(tallies).mapToLong(Tally::records).sum();
    }
}
