package com.pickatime.simulator.records;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * What is taught, independent of who teaches it to whom.
 *
 * @param schoolYear the session it is offered in
 * @param org who offers it
 */
public record Course(
        @JsonUnwrapped Base base,
        @JsonUnwrapped Content content,
        GuidRef schoolYear,
        GuidRef org,
        List<GuidRef> resources)
        implements Entity {

    /** Title, code and subject of a course. */
    public record Content(
            String title, String courseCode, List<String> grades, List<String> subjects, List<String> subjectCodes) {}
}
