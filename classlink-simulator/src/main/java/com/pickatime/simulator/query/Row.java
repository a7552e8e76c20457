package com.pickatime.simulator.query;

import com.pickatime.simulator.district.Roster;
import com.pickatime.simulator.tables.Collection;
import java.time.Instant;

/** One record as a filter sees it; only a field that cannot be told otherwise makes it be computed whole. */
record Row(Roster roster, Collection collection, int index) {

    Instant modifiedAt() {
        return roster.modifiedAt(collection, index);
    }

    String text(String field) {
        var table = roster.district().table(collection);
        if (field.equals("status")) {
            return "active";
        }
        if (field.equals("sourcedId")) {
            return table.id(index);
        }
        return field.equals(collection.kindField()) ? table.kind(index) : written(field);
    }

    private String written(String field) {
        var value = Json.MAPPER.valueToTree(roster.row(collection, index)).get(field);
        if (value == null) {
            throw OneRosterError.invalid("invalid_filter_field", "these records have no such field");
        }
        return value.isValueNode() ? value.asString() : value.toString();
    }
}
