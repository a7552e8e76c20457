package com.pickatime.imports.plan.staging.result;

import com.pickatime.events.RecordType;
import com.pickatime.schemas.digest.RosterDigest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The roster that shall be stored, dealt out by source ID into the same buckets at every import, with a digest over each: what two
 * rosters have in common is found without looking at a row.
 *
 * <p>Fewer buckets are taken as well, a power of two of them: then a bucket holds all that agree in the last bits.
 */
public final class Buckets {

    /** So many at most. */
    public static final int MOST = 1 << 16;

    private final Map<RecordType, long[]> digests = new EnumMap<>(RecordType.class);
    private final Map<RecordType, Long> counts = new EnumMap<>(RecordType.class);

    /** In which of the {@link #MOST} buckets an entity lies. */
    public static int of(String sourceId) {
        var checksum = new CRC32C();
        checksum.update(sourceId.getBytes(StandardCharsets.UTF_8));
        return (int) checksum.getValue() & MOST - 1;
    }

    /** Counts an entity that shall be stored. */
    public void add(RecordType type, int bucket, RosterDigest entry) {
        var sums = digests.computeIfAbsent(type, unseen -> new long[2 * MOST]);
        var sum = new RosterDigest(sums[2 * bucket], sums[2 * bucket + 1]).plus(entry);
        sums[2 * bucket] = sum.high();
        sums[2 * bucket + 1] = sum.low();
        counts.merge(type, 1L, Long::sum);
    }

    /** How many entities of a type there are. */
    public long count(RecordType type) {
        return counts.getOrDefault(type, 0L);
    }

    /** The digest over each of {@code number} buckets of a type. */
    public RosterDigest[] digests(RecordType type, int number) {
        var folded = new RosterDigest[number];
        Arrays.fill(folded, RosterDigest.EMPTY);
        var sums = digests.get(type);
        if (sums != null) {
            for (int bucket = 0; bucket < MOST; bucket++) {
                int into = bucket & number - 1;
                folded[into] = folded[into].plus(new RosterDigest(sums[2 * bucket], sums[2 * bucket + 1]));
            }
        }
        return folded;
    }

    /** The digest over all of a type. */
    public RosterDigest digest(RecordType type) {
        return digests(type, 1)[0];
    }
}
