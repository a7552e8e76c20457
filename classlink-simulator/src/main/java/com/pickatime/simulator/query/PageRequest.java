package com.pickatime.simulator.query;

import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * Which part of a collection is asked for.
 *
 * @param limit at least 1
 * @param offset at least 0
 * @param descending whether the highest sourcedId comes first
 * @param filter which records are asked for
 */
public record PageRequest(int limit, int offset, boolean descending, Filter filter) {

    private static final int DEFAULT_LIMIT = 100;

    /** Reads the query; an unknown {@code orderBy} is ignored, as on the live interface. */
    public static PageRequest of(MultiValueMap<String, String> query) {
        var sort = query.getFirst("sort");
        if (sort != null && !sort.equals("sourcedId")) {
            throw OneRosterError.invalid("invalid_sort_field", "records can be sorted by sourcedId only");
        }
        return new PageRequest(
                number(query, "limit", DEFAULT_LIMIT, 1),
                number(query, "offset", 0, 0),
                "desc".equalsIgnoreCase(query.getFirst("orderBy")),
                Filter.parse(query.getFirst("filter")));
    }

    public PageRequest atMost(int maximum) {
        return new PageRequest(Math.min(limit, maximum), offset, descending, filter);
    }

    public PageRequest fromTheStart() {
        return new PageRequest(limit, 0, descending, filter);
    }

    private static int number(MultiValueMap<String, String> query, String name, int absent, int least) {
        var value = parsed(query.getFirst(name), absent);
        if (value < least) {
            throw OneRosterError.invalid("invaliddata", name + " is to be a number, at least " + least);
        }
        return value;
    }

    private static int parsed(@Nullable String text, int absent) {
        if (text == null) {
            return absent;
        }
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
    }
}
