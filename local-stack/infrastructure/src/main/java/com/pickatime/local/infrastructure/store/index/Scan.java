package com.pickatime.local.infrastructure.store.index;

import com.pickatime.local.infrastructure.store.documents.Key;
import com.pickatime.local.infrastructure.store.documents.KeyRange;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The parts of an index that hold whatever a filter can match; what they hold more, the filter itself sorts out.
 *
 * @param selectivity higher is better: two for each leading field the filter pins, one for a range on the next
 */
public record Scan(List<KeyRange> ranges, int selectivity) {

    private static final int MAX_RANGES = 100_000;

    /** What an index holds at all. */
    public static final Scan ALL = new Scan(List.of(new KeyRange(new Key(new byte[0]), above(new byte[0]))), 0);

    /** Empty when the filter leaves the first of these fields open. */
    static Optional<Scan> of(Document filter, List<String> fields, Traits traits) {
        var prefixes = List.of(new byte[0]);
        var pinned = 0;
        for (var field : fields) {
            var demands = FieldFilter.of(filter, field);
            var points = demands.points().filter(traits::canHold);
            if (points.isEmpty()) {
                return range(demands, prefixes, pinned, traits);
            }
            if ((long) prefixes.size() * points.get().size() > MAX_RANGES) {
                break;
            }
            prefixes = extended(prefixes, points.get());
            pinned++;
        }
        return of(prefixes, pinned);
    }

    private static Optional<Scan> of(List<byte[]> prefixes, int pinned) {
        var ranges = prefixes.stream()
                .map(prefix -> new KeyRange(new Key(prefix), above(prefix)))
                .toList();
        return pinned == 0 ? Optional.empty() : Optional.of(new Scan(ranges, 2 * pinned));
    }

    private static Optional<Scan> range(FieldFilter demands, List<byte[]> prefixes, int pinned, Traits traits) {
        var lower = demands.lowerBound();
        // two elements of one array can meet one bound each, so only one bound narrows an index over arrays
        var upper = lower.isPresent() && traits.arrays() ? Optional.empty() : demands.upperBound();
        if (lower.isEmpty() && upper.isEmpty()) {
            return of(prefixes, pinned);
        }
        var from = lower.map(ValueBytes::of).orElseGet(() -> ValueBytes.typeOf(upper.orElseThrow()));
        var to = upper.map(ValueBytes::of).orElseGet(() -> ValueBytes.typeOf(lower.orElseThrow()));
        var ranges = prefixes.stream()
                .map(prefix -> new KeyRange(new Key(join(prefix, from)), above(join(prefix, to))))
                .toList();
        return Optional.of(new Scan(ranges, 2 * pinned + 1));
    }

    private static List<byte[]> extended(List<byte[]> prefixes, List<?> points) {
        var values = points.stream()
                .map(ValueBytes::of)
                .map(Key::new)
                .distinct()
                .map(Key::bytes)
                .toList();
        var extended = new ArrayList<byte[]>();
        for (var prefix : prefixes) {
            values.forEach(value -> extended.add(join(prefix, value)));
        }
        return extended;
    }

    private static Key above(byte[] prefix) {
        return new Key(join(prefix, new byte[] {(byte) ValueBytes.ABOVE_ALL}));
    }

    private static byte[] join(byte[] first, byte[] second) {
        return ByteBufUtil.getBytes(Unpooled.wrappedBuffer(first, second));
    }

    /**
     * What an index's content means for a scan.
     *
     * @param sparse documents without any of the fields are not in it
     * @param arrays it may hold several keys of one document
     */
    record Traits(boolean sparse, boolean arrays) {

        private boolean canHold(List<?> points) {
            return !sparse || points.stream().noneMatch(point -> point == null);
        }
    }
}
