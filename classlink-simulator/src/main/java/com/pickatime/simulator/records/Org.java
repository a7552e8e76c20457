package com.pickatime.simulator.records;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A school or the district.
 *
 * @param about what it is
 * @param parent absent for the district
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Org(
        @JsonUnwrapped Base base,
        @JsonUnwrapped About about,
        @Nullable GuidRef parent,
        List<GuidRef> children) implements Entity {

    /**
     * What an organisation is.
     *
     * @param type {@code district} or {@code school}
     * @param identifier may be empty
     */
    public record About(String name, String type, String identifier) {}
}
