package com.pickatime.local.infrastructure.store.index;

import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that a filter demands of one field, at its top level and in {@code $and}: values, or documents of operators. */
record FieldFilter(List<@Nullable Object> demands) {

    static FieldFilter of(Document filter, String field) {
        var demands = new ArrayList<@Nullable Object>();
        collect(filter, field, demands);
        return new FieldFilter(demands);
    }

    private static void collect(Document filter, String field, List<@Nullable Object> demands) {
        if (filter.containsKey(field)) {
            demands.add(filter.get(field));
        }
        if (filter.get("$and") instanceof Collection<?> parts) {
            parts.forEach(part -> collect((Document) part, field, demands));
        }
    }

    /** The few values that the field must have one of, or none where nothing can match; empty when the filter does not say. */
    Optional<List<?>> points() {
        for (var demand : demands) {
            var points = points(demand);
            if (points.isPresent()) {
                return points;
            }
        }
        return Optional.empty();
    }

    private static Optional<List<?>> points(@Nullable Object demand) {
        Optional<List<?>> values =
                demand instanceof Document operators ? pointOperator(operators) : Optional.of(Arrays.asList(demand));
        return values.filter(list -> list.stream().allMatch(FieldFilter::isPoint));
    }

    private static Optional<List<?>> pointOperator(Document operators) {
        if (operators.containsKey("$eq")) {
            return Optional.of(Arrays.asList(operators.get("$eq")));
        }
        return operators.get("$in") instanceof Collection<?> values
                ? Optional.of(new ArrayList<>(values))
                : Optional.empty();
    }

    /** A document, an array or a pattern can also match a field that is not equal to it. */
    private static boolean isPoint(@Nullable Object value) {
        return !(value instanceof Document || value instanceof Collection || value instanceof BsonRegularExpression);
    }

    /** A value that the field cannot be below. */
    Optional<Object> lowerBound() {
        return bound("$gte", "$gt");
    }

    /** A value that the field cannot be above. */
    Optional<Object> upperBound() {
        return bound("$lte", "$lt");
    }

    private Optional<Object> bound(String inclusive, String exclusive) {
        return demands.stream()
                .filter(Document.class::isInstance)
                .map(Document.class::cast)
                .flatMap(operators -> Stream.of(inclusive, exclusive).map(operators::get))
                .filter(Objects::nonNull)
                .filter(FieldFilter::isPoint)
                .findFirst();
    }
}
