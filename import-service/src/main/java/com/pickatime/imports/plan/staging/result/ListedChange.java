package com.pickatime.imports.plan.staging.result;

import com.pickatime.imports.plan.roster.RosterRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change with what a person who looks at the plan wants to know of it.
 *
 * @param schools names of the organisations that it belongs to, before or after
 * @param section of an enrollment its class; null where this import did not read it
 * @param user of an enrollment or a birth date its person; null where this import did not read it
 * @param storedHash content hash (16 bytes) of what is stored; null for what is added
 */
public record ListedChange(
        Change change,
        List<String> schools,
        @Nullable RosterRow section,
        @Nullable RosterRow user,
        byte @Nullable [] storedHash) {

    public ListedChange {
        schools = List.copyOf(schools);
    }

    /** Names nobody. */
    @Override
    public String toString() {
        return "ListedChange[" + change.type() + ' ' + change.kind() + "]";
    }
}
