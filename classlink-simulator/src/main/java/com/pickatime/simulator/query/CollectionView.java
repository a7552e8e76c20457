package com.pickatime.simulator.query;

import com.pickatime.simulator.district.Roster;
import com.pickatime.simulator.records.Entity;
import com.pickatime.simulator.records.Version;
import com.pickatime.simulator.tables.Selection;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A collection, or what belongs to one record of another, as a client gets to see it.
 *
 * @param members which records it is made of
 * @param shown which of them are there
 * @param disguise how they look
 * @param version what they are written in
 */
public record CollectionView(
        Roster roster,
        Resource resource,
        Selection members,
        IntPredicate shown,
        UnaryOperator<Entity> disguise,
        Version version) {

    /** Shows whatever there is. */
    public static final IntPredicate EVERYTHING = index -> true;

    private record Keyed(String key, int index) {}

    /** The same, in another version of OneRoster. */
    public CollectionView in(Version other) {
        return new CollectionView(roster, resource, members, shown, disguise, other);
    }

    public Entity record(int index) {
        return version.written(disguise.apply(roster.row(resource.collection(), index)));
    }

    /** The index of the record with this sourcedId, or -1 when it is not shown. */
    public int indexOf(String sourcedId) {
        var index = roster.indexOf(resource.collection(), sourcedId);
        return index >= 0 && shown.test(index) ? index : -1;
    }

    /**
     * Refuses what asks for fields that these records do not have.
     *
     * @throws OneRosterException if it does
     */
    public void check(PageRequest request) {
        var collection = resource.collection();
        request.filter().check(version, collection);
        if (!FieldNames.know(version, collection, request.order().field())) {
            throw OneRosterException.invalid(
                    "invalid_sort_field", "these records have no field of the name to sort by");
        }
        checkFields(request);
    }

    /**
     * Refuses a selection of fields that these records do not have.
     *
     * @throws OneRosterException if it is one
     */
    public void checkFields(PageRequest request) {
        if (!request.fields().stream()
                .allMatch(field -> !field.contains(".") && FieldNames.know(version, resource.collection(), field))) {
            throw OneRosterException.invalid(
                    "invalid_selection_field", "these records lack a field that is to be selected");
        }
    }

    /**
     * Whether all that the request asks for can be found without going through the collection: nothing is filtered, sorted
     * or hidden.
     */
    public boolean isPlain(PageRequest request) {
        return shown == EVERYTHING
                && request.filter().isNone()
                && request.order().isNatural();
    }

    /** All that the request asks for, on whatever page, in ascending order; goes through the collection if it must. */
    public Selection select(PageRequest request) {
        if (isPlain(request)) {
            return members;
        }
        var found =
                members.indexes().filter(shown).filter(index -> request.filter().passes(row(index)));
        return Selection.of(
                request.order().isNatural()
                        ? found
                        : sorted(found, request.order().field()));
    }

    private IntStream sorted(IntStream indexes, String field) {
        return indexes.mapToObj(index -> new Keyed(String.join(",", row(index).values(field)), index))
                .sorted(Comparator.comparing(Keyed::key))
                .mapToInt(Keyed::index);
    }

    private Row row(int index) {
        return new Row(roster, resource.collection(), index, version);
    }
}
