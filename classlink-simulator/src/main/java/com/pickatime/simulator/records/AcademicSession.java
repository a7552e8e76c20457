package com.pickatime.simulator.records;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A school year or a part of one.
 *
 * @param span when it is
 * @param parent absent for the school year
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AcademicSession(
        @JsonUnwrapped Base base,
        @JsonUnwrapped Span span,
        @Nullable GuidRef parent,
        List<GuidRef> children) implements Entity {

    /**
     * Name and dates of a session.
     *
     * @param type {@code schoolYear}, {@code semester} or {@code gradingPeriod}
     * @param startDate {@code yyyy-MM-dd}
     * @param endDate {@code yyyy-MM-dd}
     * @param schoolYear the year in which the school year ends
     */
    public record Span(String title, String type, String startDate, String endDate, String schoolYear) {}
}
