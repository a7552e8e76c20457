package com.pickatime.local.infrastructure.store;

import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields at the top level of a document that a search looks at, so that what it does not look at need not be decoded. */
final class RootFields {

    private static final String ID = "_id";
    private static final Set<String> COMBINING = Set.of("$and", "$or", "$nor");

    private RootFields() {}

    /**
     * Those that a filter compares and a projection shows.
     *
     * @return empty if it may be any of them
     */
    static Optional<Set<String>> of(Document filter, @Nullable Document projection) {
        if (projection == null || !isOfNames(projection)) {
            return Optional.empty();
        }
        var fields = new HashSet<String>();
        fields.add(ID);
        projection.keySet().forEach(path -> fields.add(root(path)));
        return addFrom(filter, fields) ? Optional.of(fields) : Optional.empty();
    }

    /** Whether it names what is shown, and nothing is worked out for it. */
    private static boolean isOfNames(Document projection) {
        return projection.entrySet().stream()
                        .allMatch(entry -> isNumberOrFlag(entry.getValue())
                                && (entry.getKey().equals(ID) || Utils.isTrue(entry.getValue())))
                && projection.keySet().stream().anyMatch(path -> !path.equals(ID));
    }

    private static boolean isNumberOrFlag(@Nullable Object value) {
        return value instanceof Number || value instanceof Boolean;
    }

    private static boolean addFrom(Document filter, Set<String> fields) {
        return filter.entrySet().stream().allMatch(entry -> {
            if (COMBINING.contains(entry.getKey()) && entry.getValue() instanceof Collection<?> parts) {
                return parts.stream().allMatch(part -> part instanceof Document inner && addFrom(inner, fields));
            }
            // what an operator looks at is not told by its name
            if (entry.getKey().startsWith("$")) {
                return false;
            }
            fields.add(root(entry.getKey()));
            return true;
        });
    }

    private static String root(String path) {
        int end = path.indexOf('.');
        return end < 0 ? path : path.substring(0, end);
    }
}
