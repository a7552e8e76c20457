package com.pickatime.simulator.query;

import com.pickatime.simulator.district.Roster;
import com.pickatime.simulator.records.Entity;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A collection as a client gets to see it.
 *
 * @param shown which records are there
 * @param disguise how they look
 */
public record View(Roster roster, Resource resource, IntPredicate shown, UnaryOperator<Entity> disguise) {

    public Entity record(int index) {
        return disguise.apply(roster.row(resource.collection(), index));
    }

    /** The index of the record with this sourcedId, or -1 when it is not shown. */
    public int indexOf(String sourcedId) {
        var index = roster.district().table(resource.collection()).indexOf(sourcedId);
        return index >= 0 && shown.test(index) ? index : -1;
    }

    public Page page(PageRequest request) {
        var last = roster.district().table(resource.collection()).size() - 1;
        var matching = IntStream.rangeClosed(0, last)
                .map(index -> request.descending() ? last - index : index)
                .filter(shown)
                .filter(passing(request.filter()));
        return Page.collect(matching, request);
    }

    private IntPredicate passing(Filter filter) {
        return filter.isNone() ? index -> true : index -> filter.passes(new Row(roster, resource.collection(), index));
    }
}
