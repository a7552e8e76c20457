package com.pickatime.simulator.records;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/** A course as it is taught to one group of students. */
public record SchoolClass(
        @JsonUnwrapped Base base,
        @JsonUnwrapped Heading heading,
        @JsonUnwrapped Subject subject,
        @JsonUnwrapped Place place,
        List<GuidRef> resources)
        implements Entity {

    /**
     * What the class is called and where it meets.
     *
     * @param classCode empty, as on the live interface
     * @param classType {@code homeroom} or {@code scheduled}
     * @param location a room
     */
    public record Heading(String title, String classCode, String classType, String location) {}

    /** What is taught to which grades. */
    public record Subject(List<String> grades, List<String> subjects, List<String> subjectCodes) {}

    /**
     * Where the class belongs.
     *
     * @param terms the sessions it runs in
     * @param periods empty, as on the live interface
     */
    public record Place(GuidRef course, GuidRef school, List<GuidRef> terms, List<String> periods) {}
}
