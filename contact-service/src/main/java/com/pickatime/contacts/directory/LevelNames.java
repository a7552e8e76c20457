package com.pickatime.contacts.directory;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.web.Problems;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Access levels as callers name them. */
public final class LevelNames {

    private LevelNames() {}

    /**
     * The level of this name; fails with a problem that names those there are.
     *
     * @param field of the request that has the name
     * @param why there is no administrator among them
     */
    public static AccessLevel belowAdministrator(String field, @Nullable String name, String why) {
        return Arrays.stream(AccessLevel.values())
                .filter(level -> level != AccessLevel.ADMINISTRATOR)
                .filter(level -> level.name().equals(name))
                .findAny()
                .orElseThrow(() -> Problems.invalid(
                        field,
                        Arrays.stream(AccessLevel.values())
                                .filter(level -> level != AccessLevel.ADMINISTRATOR)
                                .map(Enum::name)
                                .collect(Collectors.joining(", ", "must be one of ", "; " + why))));
    }
}
