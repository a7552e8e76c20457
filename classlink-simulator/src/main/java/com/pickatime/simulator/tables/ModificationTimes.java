package com.pickatime.simulator.tables;

import com.pickatime.simulator.people.Blueprint;
import java.time.Instant;

/** When a record that nobody edited was last touched. */
final class ModificationTimes {

    private ModificationTimes() {}

    static Instant at(Blueprint blueprint, Collection collection, int index) {
        var record = ((long) collection.plural().hashCode() << 32) + index;
        return blueprint.year().modifiedAt(record, blueprint.random());
    }
}
