package com.pickatime.local.infrastructure.store;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A filter whose {@code $in} of strings are sets.
 *
 * <p>The library compares a document with each value of a list in turn, so that to find a thousand of a thousand ids would take half a
 * million comparisons.
 *
 * @param rest the filter without these lists
 */
record ListedValues(Document filter, List<Listed> lists, Document rest) {

    /** A field and the strings of which it must be one. */
    private record Listed(List<String> path, Set<?> values) {}

    static ListedValues of(Document filter) {
        var lists = new ArrayList<Listed>();
        var rest = without(filter, lists);
        return new ListedValues(filter, lists, rest);
    }

    private static Document without(Document filter, List<Listed> lists) {
        var rest = new Document();
        filter.forEach((field, demand) -> {
            if (field.equals("$and") && demand instanceof Collection<?> parts) {
                var others = parts.stream()
                        .map(part -> without((Document) part, lists))
                        .filter(part -> !part.isEmpty())
                        .toList();
                if (!others.isEmpty()) {
                    rest.put(field, others);
                }
            } else if (!field.startsWith("$") && isList(demand)) {
                lists.add(new Listed(
                        List.of(field.split("\\.")), new HashSet<>((Collection<?>) ((Document) demand).get("$in"))));
            } else {
                rest.put(field, demand);
            }
        });
        return rest;
    }

    private static boolean isList(@Nullable Object demand) {
        return demand instanceof Document operators
                && operators.size() == 1
                && operators.get("$in") instanceof Collection<?> values
                && values.stream().allMatch(String.class::isInstance);
    }

    /** Whether a document meets all of it, of which the library says what is no matter of a set. */
    boolean matches(Document document, BiPredicate<Document, Document> library) {
        for (var list : lists) {
            // an array meets it by each of its elements
            if (!(value(document, list.path()) instanceof String value)) {
                return library.test(document, filter);
            }
            if (!list.values().contains(value)) {
                return false;
            }
        }
        return library.test(document, rest);
    }

    private static @Nullable Object value(Document document, List<String> path) {
        Object value = document;
        for (var field : path) {
            if (!(value instanceof Document parent)) {
                return null;
            }
            value = parent.get(field);
        }
        return value;
    }
}
