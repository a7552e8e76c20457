package com.pickatime.web.pages;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** Addresses of lists that are narrowed and paged: what is blank is left out of them. */
public final class ListAddress {

    private ListAddress() {}

    /** What an address says, if it is one of these; blank otherwise, for an address may come from anywhere. */
    public static String known(@Nullable String value, List<String> values) {
        return value != null && values.contains(value) ? value : "";
    }

    /** Of names and values in turn those that are not blank, in this order. */
    public static Map<String, String> fields(String... namesAndValues) {
        var fields = new LinkedHashMap<String, String>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (!namesAndValues[i + 1].isBlank()) {
                fields.put(namesAndValues[i], namesAndValues[i + 1]);
            }
        }
        return fields;
    }

    /**
     * The address of a page with these fields.
     *
     * @param path with variables
     */
    public static String of(String path, Map<String, String> fields, String... variables) {
        return UriComponentsBuilder.fromUriString(path + query(fields, "?"))
                .encode()
                .buildAndExpand(Stream.concat(Stream.of(variables), fields.values().stream())
                        .toArray())
                .toUriString();
    }

    /**
     * The fields as a query with variables, to ask a service for the same.
     *
     * @param first what stands before the first field
     */
    public static String query(Map<String, String> fields, String first) {
        return fields.isEmpty()
                ? ""
                : fields.keySet().stream()
                        .map(name -> name + "={" + name + "}")
                        .collect(Collectors.joining("&", first, ""));
    }
}
