package com.pickatime.simulator.query;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** OneRoster's error envelope. */
public record ErrorBody(
        @JsonProperty("imsx_codeMajor") String codeMajor,
        @JsonProperty("imsx_severity") String severity,
        @JsonProperty("imsx_description") String description,
        @JsonProperty("imsx_CodeMinor") CodeMinor codeMinor) {

    public record CodeMinor(
            @JsonProperty("imsx_codeMinorField") List<Field> fields) {}

    public record Field(
            @JsonProperty("imsx_codeMinorFieldName") String name,
            @JsonProperty("imsx_codeMinorFieldValue") String value) {}

    public static ErrorBody of(String major, String minor, String description) {
        return new ErrorBody(major, "error", description, new CodeMinor(List.of(new Field("TargetEndSystem", minor))));
    }
}
