package com.pickatime.simulator.query;

import com.pickatime.simulator.district.Roster;
import com.pickatime.simulator.records.Base;
import com.pickatime.simulator.records.Version;
import com.pickatime.simulator.tables.Collection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** One record as a filter or an order sees it; only a field that cannot be told otherwise makes it be computed whole. */
record Row(Roster roster, Collection collection, int index, Version version) {

    Instant modifiedAt() {
        return roster.modifiedAt(collection, index);
    }

    /** The field's values: none where the record has no such field, several where it is a list. */
    List<String> values(String field) {
        var table = roster.district().table(collection);
        if (field.equals("status")) {
            return List.of(table.isActive(index) ? "active" : "tobedeleted");
        }
        if (field.equals("sourcedId")) {
            return List.of(roster.id(collection, index));
        }
        if (field.equals("dateLastModified")) {
            return List.of(Base.timestamp(modifiedAt()));
        }
        return field.equals(collection.kindField()) ? List.of(table.kind(index)) : written(field);
    }

    private List<String> written(String field) {
        var values = new ArrayList<String>();
        collect(Json.MAPPER.valueToTree(version.written(roster.row(collection, index))), field, values);
        return values;
    }

    private static void collect(JsonNode node, String path, List<String> values) {
        if (node.isArray()) {
            node.forEach(element -> collect(element, path, values));
        } else if (path.isEmpty()) {
            values.add(node.isValueNode() ? node.asString() : node.toString());
        } else {
            var dot = path.indexOf('.');
            var value = node.get(dot < 0 ? path : path.substring(0, dot));
            if (value != null) {
                collect(value, dot < 0 ? "" : path.substring(dot + 1), values);
            }
        }
    }
}
