package com.pickatime.simulator.query;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * Which part of a collection is asked for.
 *
 * @param limit at least 1
 * @param offset at least 0
 * @param order in which the records are given
 * @param filter which records are asked for
 * @param fields which of their fields; all when empty
 */
public record PageRequest(int limit, int offset, Order order, Filter filter, List<String> fields) {

    private static final int DEFAULT_LIMIT = 100;
    private static final String LIMIT = "limit";
    private static final String OFFSET = "offset";

    /**
     * An order of records.
     *
     * @param field that is compared; records that agree in it follow each other by sourcedId
     * @param descending whether what is highest comes first
     */
    public record Order(String field, boolean descending) {

        static final String NATURAL_FIELD = "sourcedId";

        /** Whether it is the one that collections are in. */
        boolean isNatural() {
            return field.equals(NATURAL_FIELD);
        }
    }

    /** Reads the query; an unknown {@code orderBy} is ignored, as on the live interface. */
    public static PageRequest of(MultiValueMap<String, String> query) {
        var sort = query.getFirst("sort");
        return new PageRequest(
                number(query, LIMIT, DEFAULT_LIMIT, 1),
                number(query, OFFSET, 0, 0),
                new Order(
                        sort == null || sort.isBlank() ? Order.NATURAL_FIELD : sort,
                        "desc".equalsIgnoreCase(query.getFirst("orderBy"))),
                Filter.parse(query.getFirst("filter")),
                fields(query.getFirst("fields")));
    }

    public PageRequest atMost(int maximum) {
        return new PageRequest(Math.min(limit, maximum), offset, order, filter, fields);
    }

    /** So many records, whatever was asked for. */
    public PageRequest of(int rows) {
        return new PageRequest(rows, offset, order, filter, fields);
    }

    public PageRequest unfiltered() {
        return new PageRequest(limit, offset, order, Filter.NONE, fields);
    }

    public PageRequest fromTheStart() {
        return new PageRequest(limit, 0, order, filter, fields);
    }

    private static List<String> fields(@Nullable String text) {
        return text == null || text.isBlank()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }

    private static int number(MultiValueMap<String, String> query, String name, int absent, int least) {
        var values = query.getOrDefault(name, List.of());
        var value = values.isEmpty() ? absent : values.size() > 1 ? -1 : parsed(values.get(0));
        if (value < least) {
            throw OneRosterException.invalid("invaliddata", name + " is to be one number, at least " + least);
        }
        return value;
    }

    private static int parsed(@Nullable String text) {
        return text != null && text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
    }
}
