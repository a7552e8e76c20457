package com.pickatime.imports.plan.roster;

import com.pickatime.events.RecordType;
import org.jspecify.annotations.Nullable;

/**
 * A row that was left out because it is bad.
 *
 * @param position where to find it: collection and row, or file and line
 * @param sourceId null when the row does not tell it
 * @param field the OneRoster name of the field at fault
 * @param reason what is wrong with it, without its value
 */
public record RowRefusal(
        RecordType type, String position, @Nullable String sourceId, String field, String reason) {

    /** The file or collection that the row stands in. */
    public String place() {
        return position.split("[:,]", 2)[0];
    }
}
