package com.pickatime.simulator.tables;

import com.pickatime.simulator.records.Entity;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A collection so small that its records are simply kept.
 *
 * @param rows in the order of their sourcedIds
 * @param kinds tells a row's type
 */
record ListedTable<R extends Entity>(List<R> rows, Function<R, String> kinds) implements RecordTable {

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public String id(int index) {
        return rows.get(index).base().sourcedId();
    }

    @Override
    public int indexOf(String id) {
        return IntStream.range(0, size())
                .filter(index -> id(index).equals(id))
                .findFirst()
                .orElse(-1);
    }

    @Override
    public boolean isActive(int index) {
        return rows.get(index).base().status().equals("active");
    }

    @Override
    public String kind(int index) {
        return kinds.apply(rows.get(index));
    }

    @Override
    public String person(int index) {
        return "";
    }

    @Override
    public Instant modifiedAt(int index) {
        return Instant.parse(rows.get(index).base().dateLastModified());
    }

    @Override
    public Entity row(int index) {
        return rows.get(index);
    }
}
