package com.pickatime.web.reports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A report as its page shows it.
 *
 * @param columns ends of the keys of their words
 * @param next where it goes on; null at the end
 */
record Table(
        List<String> columns, List<Group> groups, @Nullable String next) {

    /**
     * Rows under one heading.
     *
     * @param title blank for none
     */
    record Group(String title, List<List<String>> rows) {

        /** Names nobody. */
        @Override
        public String toString() {
            return "Group of " + rows.size();
        }
    }

    /** A row before it is put under its heading. */
    record Row(String group, List<String> cells) {

        static Row of(String group, String... cells) {
            return new Row(group, List.of(cells));
        }

        /** Names nobody. */
        @Override
        public String toString() {
            return "Row";
        }
    }

    /** Under their headings, in the order in which those come first. */
    static Table of(List<String> columns, List<Row> rows, @Nullable String next) {
        Map<String, List<List<String>>> groups = new LinkedHashMap<>();
        rows.forEach(row ->
                groups.computeIfAbsent(row.group(), group -> new ArrayList<>()).add(row.cells()));
        return new Table(
                columns,
                groups.entrySet().stream()
                        .map(group -> new Group(group.getKey(), group.getValue()))
                        .toList(),
                next);
    }
}
