package com.pickatime.contacts.store;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What became of a set of changes.
 *
 * @param refused those that the store will never take, whatever the reason
 */
public record WriteReport(Map<RosterCollection, Counts> counts, List<RosterChange> refused) {

    public static final WriteReport NOTHING = new WriteReport(Map.of(), List.of());

    /**
     * Changes by outcome.
     *
     * @param stale those that came too late to matter: the store holds the same or a higher revision
     */
    public record Counts(long created, long updated, long stale) {

        Counts plus(Counts other) {
            return new Counts(created + other.created, updated + other.updated, stale + other.stale);
        }
    }

    static WriteReport of(RosterCollection collection, Counts counts, List<RosterChange> refused) {
        return new WriteReport(Map.of(collection, counts), refused);
    }

    public WriteReport plus(WriteReport other) {
        var sum = new EnumMap<RosterCollection, Counts>(RosterCollection.class);
        sum.putAll(counts);
        other.counts.forEach((collection, more) -> sum.merge(collection, more, Counts::plus));
        return new WriteReport(
                Map.copyOf(sum),
                Stream.concat(refused.stream(), other.refused.stream()).toList());
    }
}
