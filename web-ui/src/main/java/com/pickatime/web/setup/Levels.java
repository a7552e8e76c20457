package com.pickatime.web.setup;

import com.pickatime.platform.access.AccessLevel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Access levels that are chosen in forms. */
final class Levels {

    /** Administrators are neither deleted together nor made together. */
    static final List<AccessLevel> BELOW_ADMINISTRATOR = Arrays.stream(AccessLevel.values())
            .filter(level -> level != AccessLevel.ADMINISTRATOR)
            .toList();

    /** Those of whom pickAtime speaks as admins. */
    static final List<AccessLevel> ADMINS = Arrays.stream(AccessLevel.values())
            .filter(level -> level != AccessLevel.CUSTOMER)
            .toList();

    private Levels() {}

    /** The one of these with this name; empty if there is none. */
    static Optional<AccessLevel> named(List<AccessLevel> levels, String name) {
        return levels.stream().filter(level -> level.name().equals(name)).findAny();
    }
}
