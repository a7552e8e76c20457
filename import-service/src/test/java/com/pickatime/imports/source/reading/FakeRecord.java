package com.pickatime.imports.source.reading;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record out of a map. */
record FakeRecord(Map<String, String> values) implements SourceRecord {

    FakeRecord(String... namesAndValues) {
        this(map(namesAndValues));
    }

    @Override
    public @Nullable String text(String field) {
        return values.get(field);
    }

    @Override
    public List<String> texts(String field) {
        var value = values.get(field);
        return value == null ? List.of() : List.of(value.split(","));
    }

    @Override
    public @Nullable String sourceId() {
        return values.get("sourcedId");
    }

    @Override
    public @Nullable String reference(String field) {
        return values.get(field);
    }

    @Override
    public List<String> references(String field) {
        return texts(field);
    }

    @Override
    public List<String> roles(RowReader reader) {
        return texts("role");
    }

    @Override
    public List<String> orgs(RowReader reader) {
        return texts("orgs");
    }

    @Override
    public DateOrder dateOrder() {
        return DateOrder.UNPROVEN;
    }

    private static Map<String, String> map(String... namesAndValues) {
        var map = new HashMap<String, String>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
