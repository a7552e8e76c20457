package com.pickatime.imports.plan.roster;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row as its source gave it.
 *
 * @param modifiedAt when its source last changed it, which decides between two rows of one source ID; null when not told
 * @param position tells a human where it stands; null when it stands nowhere
 * @param doubt why its value is taken for none, though it can be read; null when it is not doubted
 */
public record RowVersion(
        RosterRow row,
        @Nullable Instant modifiedAt,
        @Nullable String position,
        @Nullable String doubt) {

    public RowVersion(RosterRow row, @Nullable Instant modifiedAt) {
        this(row, modifiedAt, null, null);
    }

    public RowVersion at(String newPosition) {
        return new RowVersion(row, modifiedAt, newPosition, doubt);
    }

    public RowVersion doubted(String reason) {
        return new RowVersion(row, modifiedAt, position, reason);
    }
}
