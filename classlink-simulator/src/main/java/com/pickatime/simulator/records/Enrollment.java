package com.pickatime.simulator.records;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/** A person's place in a class. */
public record Enrollment(
        @JsonUnwrapped Base base,
        GuidRef user,
        @JsonProperty("class") GuidRef schoolClass,
        GuidRef school,
        @JsonUnwrapped Seat seat)
        implements Entity {

    /**
     * How and when the person takes part.
     *
     * @param role {@code student} or {@code teacher}
     * @param primary a boolean, but as a string: whether this teacher leads the class
     * @param beginDate inclusive, or empty
     * @param endDate exclusive, or empty
     */
    public record Seat(String role, String primary, String beginDate, String endDate) {}

    /** The same place, taken by whoever {@code newUser} is. */
    public Enrollment of(GuidRef newUser, Base newBase) {
        return new Enrollment(newBase, newUser, schoolClass, school, seat);
    }
}
