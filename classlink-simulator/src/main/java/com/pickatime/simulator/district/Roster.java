package com.pickatime.simulator.district;

import com.pickatime.simulator.records.Entity;
import com.pickatime.simulator.tables.Collection;
import java.time.Instant;

/** A district with the edits its office made: what a client is to be shown when nothing else goes wrong. */
public record Roster(District district, Edits edits) {

    /** Whether the record at the index is still there. */
    public boolean holds(Collection collection, int index) {
        return edits.areNone() || !edits.removed(district.table(collection).person(index));
    }

    /** Whether the record at the index is there, and is not listed only to be deleted. */
    public boolean keeps(Collection collection, int index) {
        return district.table(collection).isActive(index) && holds(collection, index);
    }

    public Instant modifiedAt(Collection collection, int index) {
        var rekeyedAt = edits.rekeyedAt();
        if (rekeyedAt != null && (isOfPeople(collection) || collection == Collection.ENROLLMENTS)) {
            return rekeyedAt;
        }
        var table = district.table(collection);
        if (!edits.areNone() && isOfPeople(collection)) {
            var edit = edits.byPerson().get(table.id(index));
            return edit == null ? table.modifiedAt(index) : edit.at();
        }
        return table.modifiedAt(index);
    }

    /** The sourcedId of the record at the index. */
    public String id(Collection collection, int index) {
        var generated = district.table(collection).id(index);
        return isOfPeople(collection) ? edits.idNow(generated) : generated;
    }

    /** The index of the record with this sourcedId, or -1. */
    public int indexOf(Collection collection, String id) {
        return district.table(collection).indexOf(isOfPeople(collection) ? edits.idGenerated(id) : id);
    }

    /** Their sourcedIds are those of people. */
    private static boolean isOfPeople(Collection collection) {
        return collection == Collection.USERS || collection == Collection.DEMOGRAPHICS;
    }

    public Entity row(Collection collection, int index) {
        var row = district.table(collection).row(index);
        return edits.areNone() ? row : edits.applied(row);
    }

    /** The truth about this roster; goes through all of it, so not for an event loop. */
    public DistrictFacts facts() {
        return new Census(this).facts();
    }
}
