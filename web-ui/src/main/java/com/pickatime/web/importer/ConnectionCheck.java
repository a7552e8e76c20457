package com.pickatime.web.importer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a first look at a district's server showed, to its administrators and to the onboarding team.
 *
 * @param problem why it could not be asked at all; null where it was
 */
public record ConnectionCheck(
        List<Collection> collections, @Nullable String problem) {

    /** Where a look is asked for, at the import service. */
    public static final String PATH = "/connections/{business}/check";

    /**
     * One of its collections.
     *
     * @param rows null where the server does not say
     * @param bad how many of the {@code looked} cannot be used
     * @param reason what is wrong and what to do; null if nothing is
     */
    public record Collection(
            String collection,
            String state,
            @Nullable Long rows,
            int looked,
            int bad,
            @Nullable String reason) {

        public boolean isReadable() {
            return state.equals("READ");
        }
    }
}
