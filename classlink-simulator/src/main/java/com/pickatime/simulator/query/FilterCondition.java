package com.pickatime.simulator.query;

import com.pickatime.simulator.records.Version;
import com.pickatime.simulator.tables.Collection;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;

/**
 * One comparison of a filter.
 *
 * @param field whose value is compared, or any of its values where it is a list; a dot leads into what it refers to
 */
public record FilterCondition(String field, Operator operator, String value) {

    private static final String DATE_LAST_MODIFIED = "dateLastModified";

    /** How a field is compared with a value. */
    public enum Operator {
        EQUAL("="),
        NOT_EQUAL("!="),
        GREATER(">"),
        GREATER_OR_EQUAL(">="),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        CONTAINS("~");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        static Operator of(String sign) {
            return Arrays.stream(values())
                    .filter(operator -> operator.sign.equals(sign))
                    .findFirst()
                    .orElseThrow();
        }

        /** Whether the operator agrees with an order: negative, zero or positive. */
        private boolean accepts(int order) {
            return switch (this) {
                case EQUAL -> order == 0;
                case NOT_EQUAL -> order != 0;
                case GREATER -> order > 0;
                case GREATER_OR_EQUAL -> order >= 0;
                case LESS -> order < 0;
                case LESS_OR_EQUAL -> order <= 0;
                case CONTAINS -> false;
            };
        }
    }

    boolean holds(Row row) {
        if (field.equals(DATE_LAST_MODIFIED)) {
            return operator.accepts(row.modifiedAt().compareTo(moment()));
        }
        var actual = row.values(field);
        return operator == Operator.NOT_EQUAL
                ? actual.stream().noneMatch(value::equals)
                : actual.stream().anyMatch(this::accepts);
    }

    private boolean accepts(String actual) {
        return operator == Operator.CONTAINS ? actual.contains(value) : operator.accepts(actual.compareTo(value));
    }

    /**
     * Refuses a comparison that records of this collection do not allow.
     *
     * @throws OneRosterException if it is one
     */
    void check(Version version, Collection collection) {
        if (!FieldNames.know(version, collection, field)) {
            throw OneRosterException.invalid(
                    "invalid_filter_field", "these records have no field of the name to filter by");
        }
        if (field.equals(DATE_LAST_MODIFIED)) {
            moment();
        }
    }

    /** A moment, or a date that stands for its first moment. */
    private Instant moment() {
        try {
            return value.length() == 10
                    ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(value);
        } catch (DateTimeException e) {
            throw OneRosterException.invalid(
                    "invalid_filter_field", "dateLastModified is compared with a date or UTC time");
        }
    }
}
