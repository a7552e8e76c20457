package com.pickatime.contacts.directory;

import com.pickatime.platform.web.Problems;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next what to ask for with {@code after} to get the next part; null at the end
 */
public record ListPage<T>(List<T> items, @Nullable String next) {

    /** Most items of a page. */
    public static final int LARGEST = 200;

    /** The page's worth of what was found, looked for with one more than {@code limit} to see whether there is more. */
    public static <T> ListPage<T> of(List<T> found, int limit, Function<T, String> id) {
        return found.size() <= limit
                ? new ListPage<>(found, null)
                : new ListPage<>(found.subList(0, limit), id.apply(found.get(limit - 1)));
    }

    /** Refuses a limit that is too small or too large, as a problem for the caller. */
    public static void requireLimit(int limit) {
        if (limit < 1 || limit > LARGEST) {
            throw Problems.invalid("limit", "must be from 1 to " + LARGEST);
        }
    }
}
